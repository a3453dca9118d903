/** Receipts that users' devices send for messages. */
import type { Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { arrivalOf } from "./audience.ts";

/** Whether a message was read, or has reached a device. */
export type ReceiptKind = "read" | "received";

/** Says to the sender what became of a message. @returns the message; undefined where it has not reached the user */
export function sendReceipt(world: World, username: string, id: string, kind: ReceiptKind): Message | undefined {
  const arrival = arrivalOf(world, username, id);
  if (!arrival?.delivered) return undefined;
  const { message } = arrival;
  world.emit({ type: kind === "read" ? "message-read" : "message-received", message, user: username });
  return message;
}
