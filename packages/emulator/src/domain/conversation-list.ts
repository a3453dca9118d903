/** The conversations of a user, as clients list them. */
import { EVERYONE, type Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { messagesAfter } from "./audience.ts";

export interface ListedConversation {
  chatType: "chat" | "groupchat";
  /** The other user, or the group. */
  with: string;
  last: Message;
  unread: number;
  /** Since when it is pinned, in Unix ms; 0 where it is not. */
  pinned: number;
}

/** A device that has sent nothing, to which everything of a user is news. */
const NO_DEVICE = "";

/** The conversations in which there is something, the latest first. */
export function listConversations(world: World, user: string): ListedConversation[] {
  const found = new Map<string, ListedConversation & { place: number }>();
  for (const { row: message, place } of messagesAfter(world, user, NO_DEVICE, 0)) {
    const { chatType, from, to } = message;
    if (chatType === "chatroom" || message.type === "cmd") continue;
    const peer = chatType === "groupchat" || from === user || to === EVERYONE ? to : from;
    const mark = world.conversationMarks.get(user, chatType, peer);
    const before = found.get(`${chatType}/${peer}`)?.unread ?? 0;
    const unread = before + (from !== user && place > (mark?.read ?? 0) ? 1 : 0);
    found.set(`${chatType}/${peer}`, { chatType, with: peer, last: message, unread, pinned: mark?.pinned ?? 0, place });
  }
  return [...found.values()].sort((one, other) => other.place - one.place).map(({ place: _, ...each }) => each);
}

/** Pins a conversation to the top of a list, or lets go of it. */
export function pinConversation(
  world: World,
  user: string,
  { chatType, with: peer }: Pick<ListedConversation, "chatType" | "with">,
  isPinned: boolean,
): void {
  const { read = 0 } = world.conversationMarks.get(user, chatType, peer) ?? {};
  const mark = { user, chatType, with: peer, read };
  world.conversationMarks.put(isPinned ? { ...mark, pinned: world.now } : mark);
  world.emit({ type: "conversation-pinned", user, with: peer, chatType, isPinned });
}

/** Takes all that there is for read, and says so to the other. */
export function readConversation(world: World, user: string, chatType: "chat" | "groupchat", peer: string): void {
  const mark = world.conversationMarks.get(user, chatType, peer);
  world.conversationMarks.put({ ...mark, user, chatType, with: peer, read: world.place });
  world.emit({ type: "conversation-read", user, with: peer, chatType });
}
