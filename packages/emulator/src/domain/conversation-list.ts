/** The conversations of a user, as clients list them. */
import type { Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { conversationsOf } from "./conversation.ts";

export interface ListedConversation {
  chatType: "chat" | "groupchat";
  /** The other user, or the group. */
  with: string;
  last: Message;
  unread: number;
  /** Since when it is pinned, in Unix ms; 0 where it is not. */
  pinned: number;
}

/** The conversations on a user's list, the latest first. */
export function listConversations(world: World, user: string): ListedConversation[] {
  return conversationsOf(world, user).flatMap(({ channel, type, listed, messages }) => {
    const last = world.messages.get(messages.at(-1) ?? "");
    if (!listed || type === "chatroom" || !last) return [];
    const { read = 0, pinned = 0 } = world.conversationMarks.get(user, type, channel) ?? {};
    const isUnread = (id: string) => {
      const placed = world.messages.find(id);
      return placed !== undefined && placed.place > read && placed.row.from !== user;
    };
    return [{ chatType: type, with: channel, last, unread: messages.filter(isUnread).length, pinned }];
  });
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
