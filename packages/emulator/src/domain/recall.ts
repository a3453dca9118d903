/** How messages are taken back. */
import type { ChatType, Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { fileOfUrl, removeChatFile } from "./chat-file.ts";
import { forget, keepForAWhile } from "./retention.ts";

/** Which message is taken back. */
export interface RecallRequest {
  id: string;
  /** The username, group or room that it went to. */
  to: string;
  chatType: ChatType;
  /** Whether to do it however old the message is, and whether or not it is still stored. */
  isForced: boolean;
}

/** Why a message is not taken back. */
export type RecallFault = "no-target" | "too-late" | "absent";

/** How long after sending a message can be taken back, in ms. */
const WINDOW = 120_000;

/** Takes a message back, with the file that it carries. @returns why not, where it stays */
export function recall(world: World, request: RecallRequest): RecallFault | undefined {
  const message = world.messages.get(request.id);
  if (!message) return recallAbsent(world, request);
  const { id, to, chatType, sent } = message;
  if (to !== request.to || chatType !== request.chatType) return "no-target";
  if (!request.isForced && world.now - sent > WINDOW) return "too-late";
  forget(world, message);
  remember(world, id);
  removeFiles(world, message);
  world.emit({ type: "message-recalled", message });
  return undefined;
}

/** What is stored no longer can be taken back by force, but once. */
function recallAbsent(world: World, { id, to, chatType, isForced }: RecallRequest): RecallFault | undefined {
  if (!isForced || world.recalls.has(id)) return "absent";
  const isKnown = chatType === "chat" ? world.users.has(to) : world.channels.has(to);
  if (!isKnown) return "no-target";
  remember(world, id);
  return undefined;
}

/** Notes that a message was taken back, for as long as messages are kept. */
function remember(world: World, message: string): void {
  world.recalls.put({ message, at: world.now });
  keepForAWhile(world);
}

function removeFiles(world: World, { body }: Message): void {
  for (const url of [body["url"], body["thumb"]]) {
    const file = fileOfUrl(world, String(url ?? ""));
    if (file) removeChatFile(world, file);
  }
}
