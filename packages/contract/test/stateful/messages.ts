/** Messages, what hangs on them, and who is there to read them. */
import { type Body, type Handlers, NOT_FOUND, pageByCursor, pageByNumber, refuse } from "./handler.ts";
import type { State, Thread } from "./state.ts";

/** Sends a message to each of some places. */
function send(state: State, places: string[], readersOf: (place: string) => string[], isGroup = false): Body {
  const ids = places.map((place) => {
    const id = state.nextId();
    const to = new Set(readersOf(place));
    state.messages.set(id, { id, to, reactions: new Map(), ...(isGroup && { groupId: place }) });
    return [place, id];
  });
  return { data: Object.fromEntries(ids) };
}

const others = (from: string, members: Iterable<string>) => [...members].filter((name) => name !== from);

export const messages: Handlers = {
  sendUserMessage: ({ body }, state) => send(state, body.to, (name) => [name]),
  sendMessage: ({ body }, state) => send(state, body.target, (name) => [name]),
  sendChatgroupMessage({ body }, state) {
    if (body.to.some((id: string) => !state.groups.has(id))) return NOT_FOUND;
    return send(state, body.to, (id) => others(body.from, state.groups.get(id)?.members ?? []), true);
  },
  sendChatroomMessage({ body }, state) {
    if (body.to.some((id: string) => !state.rooms.has(id))) return NOT_FOUND;
    return send(state, body.to, () => []);
  },
  sendChatgroupMemberMessage: ({ body }, state) => send(state, body.to, () => body.users, true),
  sendChatroomMemberMessage: ({ body }, state) => send(state, body.to, () => []),
  importUserMessage: (_, state) => ({ data: { msg_id: state.nextId() } }),
  importChatgroupMessage: ({ body }, state) =>
    state.groups.has(body.target) ? { data: { msg_id: state.nextId() } } : NOT_FOUND,
  updateMessage: ({ path: { msg_id = "" } }, state) =>
    state.messages.has(msg_id) ? { data: "success" } : refuse("MessageUnavailableException"),
  recallMessage({ body: { msg_id, to, chat_type, from } }, state) {
    if (!state.messages.delete(msg_id)) return refuse("message_recall_error_not_found");
    return { data: { recalled: "yes", chattype: chat_type, from, to, msg_id } };
  },
  recallMessages: ({ body: { msgs } }, state) => ({
    msgs: msgs.map(({ msg_id }: Body) => ({ msg_id, recalled: state.messages.delete(msg_id) ? "yes" : "not_found" })),
  }),
  recallMessageBatch: ({ body: { msgs } }, state) => ({
    data: msgs.map(({ msg_id, to, chat_type, from }: Body) => {
      const recalled = state.messages.delete(msg_id) ? "yes" : "not_found msg";
      return { recalled, chattype: chat_type, from, to, msg_id };
    }),
  }),

  addReaction({ path: { username = "" }, body: { msgId, message } }, state) {
    const target = state.messages.get(msgId);
    if (!target) return refuse("Bad Request");
    const reaction = target.reactions.get(message) ?? { id: state.nextId(), users: [] };
    if (reaction.users.includes(username)) return refuse("Bad Request");
    reaction.users.push(username);
    target.reactions.set(message, reaction);
    const at = new Date().toISOString().replace("Z", "000Z");
    const where = { msgId, msgType: target.groupId ? "groupchat" : "chat", groupId: target.groupId };
    return { data: { id: reaction.id, ...where, reaction: message, createdAt: at, updatedAt: at } };
  },
  listReactions: ({ path: { username = "" }, query }, state) => ({
    data: query
      .getAll("msgIdList")
      .flatMap((ids) => ids.split(","))
      .map((msgId) => ({
        msgId,
        reactionList: [...(state.messages.get(msgId)?.reactions ?? [])].map(([reaction, { id, users }]) => ({
          ...{ reactionId: id, reaction, count: users.length, state: users.includes(username), userList: users },
        })),
      })),
  }),
  getReactionDetail({ path: { username = "" }, query }, state) {
    const reaction = query.get("message") ?? "";
    const found = state.messages.get(query.get("msgId") ?? "")?.reactions.get(reaction);
    if (!found) return refuse("Bad Request");
    const { id: reactionId, users: userList } = found;
    const { length: count } = userList;
    const mine = userList.includes(username);
    return { data: { reactionId, reaction, count, userCount: count, state: mine, userList, cursor: null } };
  },
  deleteReaction({ path: { username }, query }, state) {
    const found = state.messages.get(query.get("msgId") ?? "")?.reactions.get(query.get("message") ?? "");
    if (found) found.users = found.users.filter((name) => name !== username);
    return {};
  },

  setPresence({ path: { username = "", resource = "", status = "" }, body: { ext } }, state) {
    const before = state.presences.get(username);
    state.presences.set(username, { ext, status: { ...before?.status, [resource]: status } });
    return {};
  },
  subscribePresence({ path: { username = "", expiry = "" }, body: { usernames } }, state) {
    if (!state.users.has(username)) return NOT_FOUND;
    const until = String(Math.floor(Date.now() / 1000) + Number(expiry));
    const followed = state.subscriptions.get(username) ?? new Map<string, string>();
    for (const uid of usernames) followed.set(uid, until);
    state.subscriptions.set(username, followed);
    return { result: usernames.map((uid: string) => ({ ...presenceOf(state, uid), expiry: until })) };
  },
  getPresence: ({ body: { usernames } }, state) => ({
    result: usernames.map((uid: string) => presenceOf(state, uid)),
  }),
  unsubscribePresence({ path: { username = "" }, body }, state) {
    for (const uid of body.users ?? body) state.subscriptions.get(username)?.delete(uid);
    return {};
  },
  getOnlineMemberCount: () => ({ result: 0 }),
  listPresenceSubscriptions({ path: { username = "" }, query }, state) {
    const all = [...(state.subscriptions.get(username) ?? [])].map(([uid, expiry]) => ({ uid, expiry }));
    return { result: { totalnum: String(all.length), sublist: pageByNumber(all, query) } };
  },
};

function presenceOf(state: State, uid: string): Body {
  const { ext, status } = state.presences.get(uid) ?? { ext: "", status: {} };
  return { uid, last_time: String(Math.floor(Date.now() / 1000)), ext, status };
}

export const threads: Handlers = {
  createThread({ body: { group_id, name, msg_id, owner } }, state) {
    const group = state.groups.get(group_id);
    if (!group) return refuse("group_error");
    if (state.messages.get(msg_id)?.groupId !== group_id) return refuse("group_error_message");
    const id = state.nextId();
    const members = new Set([owner]);
    state.threads.set(id, { id, name, owner, groupId: group_id, msgId: msg_id, created: Date.now(), members });
    return { data: { thread_id: id } };
  },
  updateThread: ({ path, body: { name } }, state) =>
    inThread(state, path, (thread) => {
      thread.name = name;
      return { data: { name } };
    }),
  deleteThread: ({ path }, state) =>
    inThread(state, path, ({ id }) => {
      state.threads.delete(id);
      return { data: { status: "ok" } };
    }),
  listThreads({ query }, state) {
    const { items, cursor } = pageByCursor([...state.threads.values()].reverse(), query);
    return { entities: items.map(({ id }) => ({ id })), properties: { cursor: cursor ?? "" } };
  },
  listJoinedThreads: ({ path, query }, state) =>
    joined(state, query, ({ members }) => members.has(path["username"] ?? "")),
  listJoinedThreadsInChatgroup: ({ path: { group_id, username = "" }, query }, state) =>
    joined(state, query, ({ members, groupId }) => groupId === group_id && members.has(username)),
  listThreadMembers: ({ path, query }, state) =>
    inThread(state, path, ({ members }) => {
      const { items, cursor } = pageByCursor([...members], query);
      return { data: { affiliations: items }, properties: { cursor: cursor ?? "" } };
    }),
  addThreadMembers: ({ path, body: { usernames } }, state) =>
    inThread(state, path, ({ members }) => {
      for (const name of usernames) members.add(name);
      return { data: { status: "ok" } };
    }),
  removeThreadMembers: ({ path, body }, state) => leave(state, path, body),
  removeThreadMembersAlias: ({ path, body }, state) => leave(state, path, body),
};

function inThread(state: State, { thread_id = "" }: Record<string, string>, act: (thread: Thread) => Body): Body {
  const thread = state.threads.get(thread_id);
  return thread ? act(thread) : refuse("group_error");
}

function leave(state: State, path: Record<string, string>, { usernames }: Body): Body {
  return inThread(state, path, ({ members }) => ({
    entities: usernames.map((user: string) => ({ result: members.delete(user), user })),
  }));
}

function joined(state: State, query: URLSearchParams, isAsked: (thread: Thread) => boolean): Body {
  const { items, cursor } = pageByCursor([...state.threads.values()].filter(isAsked).reverse(), query);
  return { entities: items.map(({ members: _, ...thread }) => thread), properties: { cursor: cursor ?? "" } };
}
