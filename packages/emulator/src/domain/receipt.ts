/** Receipts that users' devices send for messages. */
import type { Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { arrivalOf } from "./audience.ts";

/** Whether a message was read, or has reached a device. */
export type ReceiptKind = "read" | "received";

/**
 * Says to the sender what became of a message.
 * @param content what the reader adds, as in groups
 * @returns the message; undefined where it has not reached the user
 */
export function sendReceipt(
  world: World,
  username: string,
  id: string,
  kind: ReceiptKind,
  content?: string,
): Message | undefined {
  const arrival = arrivalOf(world, username, id);
  if (!arrival?.delivered) return undefined;
  const { message } = arrival;
  if (kind === "received") world.emit({ type: "message-received", message, user: username });
  else world.emit({ type: "message-read", message, user: username, ...(content !== undefined && { content }) });
  return message;
}
