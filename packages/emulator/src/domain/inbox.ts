/** What a user has received. */
import type { ChatType, Content, MessageType } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { arrivalsOf } from "./audience.ts";
import { isDropped } from "./conversation.ts";

/** A message that has reached a device of a user. */
export interface ReceivedMessage {
  id: string;
  chatType: ChatType;
  /** The sender. */
  from: string;
  /** The receiver, group or room; `*` of a broadcast to all users. */
  to: string;
  /** When it was sent, in Unix ms. */
  sent: number;
  type: MessageType;
  body: Content;
  ext?: Content;
  /** Whether the user was offline when it was sent, and got it later. */
  waited: boolean;
  /** How often it was edited. */
  edits: number;
}

/** The latest messages that have reached a user, the oldest first. */
export function inboxOf(world: World, username: string, limit: number): ReceivedMessage[] {
  return arrivalsOf(world, username)
    .filter(({ message, delivered }) => delivered && !isDropped(world, username, message))
    .slice(-limit)
    .map(({ message: { id, chatType, from, to, sent, type, body, ext, edits = 0 }, waited }) => ({
      ...{ id, chatType, from, to, sent, type, body, waited, edits },
      ...(ext && { ext }),
    }));
}
