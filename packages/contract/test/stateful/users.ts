import { type Handlers, NOT_FOUND, pageByCursor, pageByNumber, refuse } from "./handler.ts";
import { type State, setOf } from "./state.ts";

const missing = (state: State, ...names: (string | undefined)[]) =>
  names.some((name) => name === undefined || !state.users.has(name));

/** Users, what they know of each other, and what is known of them. */
export const users: Handlers = {
  createUsers({ body }, state) {
    const asked: { username: string }[] = [body].flat();
    const names = asked.map(({ username }) => username.toLowerCase());
    const taken = names.filter((name) => state.users.has(name));
    if (!Array.isArray(body) && taken.length > 0) return refuse("duplicate_unique_property_exists");
    const entities = names.filter((name) => !taken.includes(name)).map((name) => state.addUser(name));
    const data = taken.map((username) => ({ username, registerUserFailReason: `the ${username} already exists` }));
    return { entities, data: data.length > 0 ? data : undefined };
  },
  listUsers({ query }, state) {
    const { items, cursor } = pageByCursor([...state.users.values()], query);
    return { entities: items, cursor, count: items.length };
  },
  getUser: ({ path }, state) => one(state, path["username"]) ?? NOT_FOUND,
  deleteUser({ path: { username = "" } }, state) {
    const gone = one(state, username);
    if (!gone) return NOT_FOUND;
    state.removeUser(username);
    return gone;
  },
  updateUserPushSettings({ path: { username = "" }, body }, state) {
    const user = state.users.get(username);
    if (!user) return NOT_FOUND;
    const { nickname = user.nickname, ...settings } = body;
    Object.assign(user, { modified: Date.now() }, nickname && { nickname });
    return { entities: [{ ...user, ...settings }] };
  },
  updateUserPassword({ path: { username = "" }, body: { newpassword } }, state) {
    if (missing(state, username)) return NOT_FOUND;
    state.passwords.set(username, newpassword);
    return {};
  },
  createToken({ body: { grant_type, username, password } }, state) {
    const user = state.users.get(username);
    if (grant_type === "client_credentials") return {};
    if (!user) return refuse("entity_not_found");
    if (grant_type !== "password") return { user };
    if (!user.activated) return refuse("invalid_grant_user_banned");
    return state.passwords.get(username) === password ? { user } : refuse("invalid_grant_password");
  },
  deactivateUser: ({ path }, state) => activate(state, path["username"], false) ?? NOT_FOUND,
  activateUser: ({ path }, state) => (activate(state, path["username"], true) ? {} : NOT_FOUND),
  getUserStatus: ({ path: { username = "" } }, state) =>
    missing(state, username) ? NOT_FOUND : { data: { [username]: "offline" } },
  getUserStatuses: ({ body }) => ({ data: body.usernames.map((name: string) => ({ [name]: "offline" })) }),
  listUserDevices: () => ({ data: [] }),
  getOfflineMessageCount: ({ path: { username = "" } }, state) =>
    missing(state, username)
      ? NOT_FOUND
      : { data: { [username]: [...state.messages.values()].filter(({ to }) => to.has(username)).length } },
  getOfflineMessageStatus: ({ path: { msg_id = "" } }) => ({ data: { [msg_id]: "undelivered" } }),

  listContacts({ path: { owner_username = "" } }, state) {
    const data = [...setOf(state.contacts, owner_username)].reverse();
    return { data, count: data.length };
  },
  listContactsByPage({ path: { username = "" }, query }, state) {
    const names = [...setOf(state.contacts, username)].reverse();
    const remarkOf = (name: string) => state.remarks.get(`${username} ${name}`) ?? null;
    const contacts = names.map((name) => ({ remark: remarkOf(name), username: name }));
    const { items, cursor } = pageByCursor(contacts, query);
    return { data: { contacts: items }, count: items.length, cursor };
  },
  addContact({ path: { owner_username = "", friend_username = "" } }, state) {
    if (missing(state, owner_username, friend_username)) return NOT_FOUND;
    setOf(state.contacts, owner_username).add(friend_username);
    setOf(state.contacts, friend_username).add(owner_username);
    return one(state, friend_username) ?? NOT_FOUND;
  },
  setContactRemark({ path: { owner_username = "", friend_username = "" }, body }, state) {
    if (!setOf(state.contacts, owner_username).has(friend_username)) return refuse("illegal_argument");
    state.remarks.set(`${owner_username} ${friend_username}`, body.remark);
    return {};
  },
  removeContact({ path: { owner_username = "", friend_username = "" } }, state) {
    if (missing(state, owner_username, friend_username)) return NOT_FOUND;
    setOf(state.contacts, owner_username).delete(friend_username);
    setOf(state.contacts, friend_username).delete(owner_username);
    return one(state, friend_username) ?? NOT_FOUND;
  },
  listBlockedUsers({ path: { owner_username = "" } }, state) {
    const data = [...setOf(state.blocked, owner_username)];
    return { data, count: data.length, cursor: undefined };
  },
  blockUsers({ path: { owner_username = "" }, body }, state) {
    if (missing(state, owner_username, ...body.usernames)) return NOT_FOUND;
    for (const name of body.usernames) setOf(state.blocked, owner_username).add(name);
    return { data: body.usernames };
  },
  unblockUser({ path: { owner_username = "", blocked_username = "" } }, state) {
    if (missing(state, owner_username, blocked_username)) return NOT_FOUND;
    setOf(state.blocked, owner_username).delete(blocked_username);
    return one(state, blocked_username) ?? NOT_FOUND;
  },

  setUserAttributes({ path: { username = "" }, body }, state) {
    if (JSON.stringify(body).length > 4096) return refuse("FORBIDDEN");
    const data = { ...state.attributes.get(username), ...body };
    state.attributes.set(username, data);
    return { data };
  },
  getUserAttributes: ({ path: { username = "" } }, state) => ({ data: state.attributes.get(username) ?? {} }),
  getUserAttributesBatch: ({ body: { targets, properties } }, state) => ({
    data: Object.fromEntries(targets.map((name: string) => [name, pick(state.attributes.get(name), properties)])),
  }),
  getUserAttributesSize: (_, state) => ({ data: Buffer.byteLength(JSON.stringify([...state.attributes.values()])) }),
  deleteUserAttributes: ({ path: { username = "" } }, state) => {
    state.attributes.delete(username);
    return { data: true };
  },

  setGlobalMute({ body: { username, ...seconds } }, state) {
    if (missing(state, username)) return NOT_FOUND;
    state.mutes.set(username, { ...state.mutes.get(username), ...seconds });
    return { data: { result: "ok" } };
  },
  getGlobalMute: ({ path: { username = "" } }, state) => ({
    data: { userid: username, chat: 0, groupchat: 0, chatroom: 0, ...state.mutes.get(username), unixtime: now() },
  }),
  listGlobalMutes({ query }, state) {
    const mutes = [...state.mutes].flatMap(([username, kinds]) =>
      Object.entries(kinds)
        .filter(([, seconds]) => seconds !== 0)
        .map(([kind, seconds]) => ({ username, [kind]: seconds })),
    );
    return { data: { data: pageByNumber(mutes, query), unixtime: now() } };
  },
};

function one(state: State, username = "") {
  const user = state.users.get(username);
  return user && { entities: [user] };
}

function activate(state: State, username: string | undefined, activated: boolean) {
  const user = state.users.get(username ?? "");
  if (user) user.activated = activated;
  return one(state, username);
}

function pick(values: Record<string, string> = {}, keys?: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys?.includes(key) ?? true));
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
