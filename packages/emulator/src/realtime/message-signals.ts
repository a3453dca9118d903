/** What devices hear of messages that are there: receipts, recalls, edits, and messages that came late. */
import { usersOf } from "../domain/reaction.ts";
import { EVERYONE, type Message } from "../world/messages.ts";
import type { Reaction } from "../world/reactions.ts";
import type { World } from "../world/world.ts";
import type { SignalDraft, Teller } from "./signal-draft.ts";

/** To both sides of a conversation, or to the members of a group or room; the device that acted knows already. */
function toConversation({ chatType, from, to }: Message, draft: SignalDraft): SignalDraft[] {
  if (to === EVERYONE) return [];
  if (chatType !== "chat") return [{ ...draft, channel: to }];
  return [...new Set([to, from])].map((user) => ({ ...draft, user }));
}

export const messageSignals: Teller = {
  "message-sent"(world, { message, by }) {
    // Its place was taken while the app server was asked, and devices may be beyond it.
    if (world.messages.find(message.id)?.place === world.place || message.withheld || message.imported) return [];
    const draft = { space: "CHAT", from: message.from, message: message.id, except: by } as const;
    return toConversation(message, draft);
  },
  "message-edited": (_, { message, by }) =>
    toConversation(message, {
      space: "CHAT",
      from: message.from,
      message: message.id,
      body: { type: "EDIT", operator: by?.user ?? message.from },
      except: by,
    }),
  "message-recalled"(_, { message, by }) {
    const { id, from, to } = message;
    const body = { type: "RECALL", from: { name: from }, to: { name: to }, ackMessageId: id };
    return toConversation(message, { space: "CHAT", from: by?.user ?? from, body, except: by });
  },
  "reaction-added": (world, { message, reaction, user, by }) =>
    reactionChange(world, message, reaction, { operator: user, reactionType: "create" }, by),
  "reaction-removed": (world, { message, reaction, user, by }) =>
    reactionChange(world, message, reaction, { operator: user, reactionType: "delete" }, by),
  "message-received": (_, { message, user, by }) =>
    message.chatType === "chat" ? [receipt("DELIVER_ACK", message, user, by)] : [],
  "message-read": (world, { message, user, content, by }) =>
    message.chatType === "chat"
      ? [receipt("READ_ACK", message, user, by)]
      : [groupReceipt(world, message, user, content ?? "")],
  "conversation-read": (_, { user, with: peer, chatType, by }) => {
    const body = { type: "CHANNEL_ACK", from: { name: user }, to: { name: peer } };
    const draft = { space: "CHAT", from: user, body, except: by } as const;
    return [...(chatType === "chat" ? [{ ...draft, user: peer }] : []), { ...draft, user }];
  },
};

function reactionChange(
  world: World,
  message: Message,
  reaction: Reaction,
  op: { operator: string; reactionType: "create" | "delete" },
  by: SignalDraft["except"],
): SignalDraft[] {
  const { id: messageId, chatType, from, to } = message;
  const users = usersOf(world, reaction);
  const change = { reaction: reaction.emoji, count: users.length, op: [op], userList: users };
  const peer = chatType === "chat" && op.operator === to ? from : to;
  const data = { from: op.operator, to: peer, channel_type: chatType, messageId, reactions: [change], ts: world.now };
  const body = { type: "reaction", data: [data] };
  return toConversation(message, { space: "NOTIFY", from: op.operator, body, except: by });
}

function receipt(type: string, { id, from }: Message, user: string, except: SignalDraft["except"]): SignalDraft {
  const body = { type, from: { name: user }, to: { name: from }, ackMessageId: id };
  return { space: "CHAT", user: from, from: user, body, except };
}

/** Clients read how many have read the message from the first value of `ext`. */
function groupReceipt(world: World, { id, from, to }: Message, user: string, content: string): SignalDraft {
  world.groupReads.put({ message: id, user });
  const counts = JSON.stringify({ [id]: world.groupReads.by("message", id).size });
  const body = {
    ...{ type: "READ_ACK", from: { name: user }, to: { name: to }, ackMessageId: id, ackContent: content },
    msgConfig: { allowGroupAck: true },
    ext: [{ key: "group_ack_count", type: "JSON_STRING", stringValue: counts }],
  };
  return { space: "CHAT", user: from, from: user, body };
}
