/** Conversations of whoever calls, and the messages in them. */
import { conversationsOf, deleteConversation } from "../domain/conversation.ts";
import { type ListedConversation, listConversations, pinConversation } from "../domain/conversation-list.ts";
import { encodeMessage } from "../realtime/encode-message.ts";
import { appKeyOf, CHANNELS_HOST, USERS_HOST } from "../world/address.ts";
import type { Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { sdkHandlers } from "./handlers.ts";

/** The last message of a conversation, as clients read it from a text. */
function lastMessage({ id, from, to, sent: timestamp, chatType, type, body, ext = {} }: Message) {
  const payload = JSON.stringify({ from, to, type: chatType, bodies: [{ type, ...body }], ext });
  return { id, from, to, timestamp, payload };
}

function listed({ chatType, with: peer, last, unread, pinned }: ListedConversation) {
  return {
    ...{ session_to: peer, session_type: chatType, is_top: pinned > 0, update_top_status_time: pinned },
    ...{ unread_num: unread, meta: lastMessage(last) },
  };
}

function oldStyle(world: World, { chatType, with: peer, last, unread }: ListedConversation) {
  const channel_id = `${appKeyOf(world.app)}_${peer}@${chatType === "chat" ? USERS_HOST : CHANNELS_HOST}`;
  return { channel_id, unread_num: unread, meta: lastMessage(last) };
}

/** The messages of a conversation that a user can load, the oldest first. */
function messagesOf(world: World, user: string, queue: string): Message[] {
  const [peer = "", host] = queue.split("@");
  const isWithUser = host !== CHANNELS_HOST;
  const found = conversationsOf(world, user).find(
    ({ channel, type }) => channel === peer && (type === "chat") === isWithUser,
  );
  return (found?.messages ?? []).flatMap((id) => world.messages.get(id) ?? []);
}

export const conversations = sdkHandlers({
  listMessagesOfClient(world, { body, caller: { user } }) {
    const { queue, start, pull_number: limit = 20, is_positive: isForward = false } = body;
    const all = messagesOf(world, user, queue);
    const ordered = isForward ? all : all.reverse();
    const begin = ordered.findIndex(({ id }) => id === String(start ?? "")) + 1;
    const page = ordered.slice(begin, begin + limit);
    const msgs = page.map((message) => ({ msg: encodeMessage(world.app, message) }));
    const next_key = page.at(-1)?.id ?? "";
    return { data: { msgs, next_key, is_last: begin + limit >= ordered.length } };
  },
  listAllConversations: (world, { caller: { user } }) => ({
    data: { channel_infos: listConversations(world, user).map((each) => oldStyle(world, each)) },
  }),
  listConversationsByPage(world, { query: { pageNum = 1, pageSize = 20 }, caller: { user } }) {
    const page = listConversations(world, user).slice((pageNum - 1) * pageSize, pageNum * pageSize);
    return { data: { channel_infos: page.map((each) => oldStyle(world, each)) } };
  },
  listConversations(world, { query: { cursor = "", limit = 20, is_top: onlyPinned }, caller: { user } }) {
    const all = listConversations(world, user).filter(({ pinned }) => !onlyPinned || pinned > 0);
    const begin = Number(cursor) || 0;
    const end = begin + limit;
    const next = end < all.length ? { cursor: String(end) } : { cursor: "" };
    return { data: { ...next, channel_infos: all.slice(begin, end).map(listed) } };
  },
  pinConversation(world, { body: { to, type }, caller: { user } }) {
    pinConversation(world, user, { chatType: type, with: to }, true);
    return { data: { is_top: true, update_top_status_time: world.now } };
  },
  unpinConversation(world, { query, caller: { user } }) {
    const { to = "", type = "chat" } = query as { to?: string; type?: "chat" | "groupchat" };
    pinConversation(world, user, { chatType: type, with: to }, false);
    return { data: { is_top: false, update_top_status_time: world.now } };
  },
  deleteConversationOfClient(world, { body: { channel, type, delete_roam: withMessages = false }, caller: { user } }) {
    deleteConversation(world, user, { channel, type }, withMessages);
    return { data: { result: "ok" } };
  },
  getTokenExpiry: (world, { caller }) => ({ expire_timestamp: caller.until ?? world.now + FOR_EVER }),
});

/** How long a token is said to be good for that never ends, in ms: ten years. */
const FOR_EVER = 315_360_000_000;
