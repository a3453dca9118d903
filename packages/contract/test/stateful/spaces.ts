/** Groups and rooms: who is in them, and what each may do. */
import {
  type Body,
  type Call,
  type Handlers,
  NOT_FOUND,
  namesOf,
  pageByCursor,
  pageByNumber,
  type Reply,
  refuse,
} from "./handler.ts";
import type { Space, State } from "./state.ts";

/** In what groups and rooms differ. */
interface Kind {
  /** In the names of operations. */
  noun: "Chatgroup" | "Chatroom";
  idParameter: "group_id" | "chatroom_id";
  of(state: State): Map<string, Space>;
  /** The field with the id in responses about members, and about the other lists. */
  idField: string;
  listIdField: string;
}

const GROUP: Kind = {
  noun: "Chatgroup",
  idParameter: "group_id",
  of: (state) => state.groups,
  idField: "groupid",
  listIdField: "groupid",
};
const ROOM: Kind = {
  noun: "Chatroom",
  idParameter: "chatroom_id",
  of: (state) => state.rooms,
  idField: "id",
  listIdField: "chatroomid",
};

type InSpace = (space: Space, call: Call, state: State) => Reply;

/** Makes handlers for both kinds; `*` in a name stands for the noun. */
function handlersOf(kind: Kind): Handlers {
  const inSpace: Record<string, InSpace> = {
    ...settings(kind),
    ...members(kind),
    ...list(kind, "Allowlist", ({ allowed }) => allowed, "user_whitelist", ["add", "remove"]),
    ...list(kind, "Blocklist", ({ blocked }) => blocked, "blocks", ["add", "remove"]),
    ...mutes,
  };
  const entries = Object.entries(inSpace).map(([name, handle]) => {
    const handler: Handlers[string] = (call, state) => {
      const space = kind.of(state).get(call.path[kind.idParameter] ?? "");
      return space ? handle(space, call, state) : NOT_FOUND;
    };
    return [name.replace("*", kind.noun), handler] as const;
  });
  return Object.fromEntries(entries);
}

const settings = (kind: Kind): Record<string, InSpace> => ({
  "update*"(space, { body: { name, groupname = name, newowner, ...rest } }) {
    if (newowner) {
      space.members.delete(newowner);
      space.members.add(space.owner);
      space.owner = newowner;
      return { data: { newowner: true } };
    }
    if (groupname) space.name = groupname;
    Object.assign(space, rest);
    const changed = [...(groupname ? ["groupname"] : []), ...Object.keys(rest)];
    return { data: Object.fromEntries(changed.map((key) => [key, true])) };
  },
  "delete*"({ id }, _, state) {
    kind.of(state).delete(id);
    for (const thread of state.threads.values()) if (thread.groupId === id) state.threads.delete(thread.id);
    return { data: { success: true, [kind.idField]: id } };
  },
  "disable*": (space) => turn(space, "isDisabled", { disabled: true }),
  "enable*": (space) => turn(space, "isDisabled", { disabled: false }),
  "get*Announcement": ({ announcement }) => ({ data: { announcement } }),
  "update*Announcement": (space, { body }) => {
    space.announcement = body.announcement;
    return { data: { id: space.id, result: true } };
  },
  "muteAll*Members": (space) => turn(space, "isMuted", { mute: true }),
  "unmuteAll*Members": (space) => turn(space, "isMuted", { mute: false }),
});

function turn(space: Space, what: "isDisabled" | "isMuted", data: Record<string, boolean>): Reply {
  space[what] = Object.values(data)[0] === true;
  return { data };
}

const members = ({ idField, noun }: Kind): Record<string, InSpace> => ({
  "list*Members": (space, { query }) => {
    if (query.get("version") === "v3") {
      const { items, cursor } = pageByCursor([...space.members], query);
      return { data: items, count: items.length, cursor };
    }
    const data = pageByNumber(affiliations(space), query);
    return { data, count: data.length };
  },
  "check*Membership": (space, { path: { username = "" } }) => ({ data: isIn(space, username) }),
  "add*Members"(space, { body }, state) {
    const newmembers = body.usernames.filter((name: string) => !isIn(space, name));
    if (newmembers.some((name: string) => !state.users.has(name))) return refuse("resource_not_found");
    for (const name of newmembers) space.members.add(name);
    return { data: { newmembers, action: "add_member", [idField]: space.id } };
  },
  "add*Member"(space, { path: { username = "" } }, state) {
    if (!state.users.has(username)) return refuse("resource_not_found");
    if (isIn(space, username) || space.blocked.has(username)) return refuse("forbidden_op");
    space.members.add(username);
    return { data: { result: true, action: "add_member", [idField]: space.id, user: username } };
  },
  "remove*Members": (space, { path: { username } }) => {
    if (namesOf(username).includes(space.owner)) return refuse("forbidden_op_owner");
    const results = namesOf(username).map((user) => {
      space.admins.delete(user);
      const result = space.members.delete(user);
      const reason = `user: ${user} doesn't exist in group: ${space.id}`;
      return { result, action: "remove_member", user, [idField]: space.id, ...(!result && { reason }) };
    });
    return { data: results.length === 1 ? results[0] : results };
  },
  "list*Admins": ({ admins }) => ({ data: [...admins], count: admins.size }),
  "add*Admin": ({ admins, members }, { body: { newadmin } }) => {
    if (!members.has(newadmin)) return refuse(noun === "Chatgroup" ? "forbidden_op" : "resource_not_found");
    admins.add(newadmin);
    return { data: { result: "success", newadmin } };
  },
  "remove*Admin": ({ admins }, { path: { username, oldadmin = username } }) => {
    admins.delete(oldadmin ?? "");
    return { data: { result: "success", oldadmin } };
  },
});

/** The allow list or the block list. */
function list(
  { listIdField }: Kind,
  noun: string,
  of: (space: Space) => Set<string>,
  what: string,
  [add, remove]: [string, string],
): Record<string, InSpace> {
  const put = (space: Space, user: string): Body => {
    const result = isIn(space, user);
    if (result) of(space).add(user);
    if (result && noun === "Blocklist") space.members.delete(user);
    const reason = `user: ${user} doesn't exist in group: ${space.id}`;
    return { result, action: `${add}_${what}`, user, [listIdField]: space.id, ...(!result && { reason }) };
  };
  return {
    [`list*${noun}`]: (space) => ({ data: [...of(space)], count: of(space).size, cursor: undefined }),
    [`add*${noun}Members`]: (space, { body }) => ({ data: body.usernames.map((user: string) => put(space, user)) }),
    [`add*${noun}Member`]: (space, { path }) => {
      if (space.owner === path["username"] && noun === "Blocklist") return refuse("forbidden_op_owner");
      const data = put(space, path["username"] ?? "");
      return data.result ? { data } : refuse("forbidden_op");
    },
    [`remove*${noun}Members`]: (space, { path }) => {
      const data = namesOf(path["username"]).map((user) => {
        const result = of(space).delete(user);
        const reason = `user: ${user} doesn't exist in group: ${space.id}`;
        return { result, action: `${remove}_${what}`, user, [listIdField]: space.id, ...(!result && { reason }) };
      });
      return { data: data.length === 1 && noun === "Blocklist" ? data[0] : data };
    },
  };
}

const mutes: Record<string, InSpace> = {
  "list*MutedMembers": ({ muted }) => ({ data: [...muted].map(([user, expire]) => ({ expire, user })) }),
  "mute*Members": ({ muted, members }, { body: { mute_duration, usernames } }) => {
    if (usernames.some((name: string) => !members.has(name))) return refuse("forbidden_op");
    const expire = mute_duration < 0 ? 4638873600000 : Date.now() + mute_duration;
    for (const user of usernames) muted.set(user, expire);
    return { data: usernames.map((user: string) => ({ result: true, expire, user })) };
  },
  "unmute*Members": ({ muted }, { path: { member_id, username = member_id } }) => ({
    data: namesOf(username).map((user) => ({ result: muted.delete(user) || true, user })),
  }),
};

function create(state: State, spaces: Map<string, Space>, body: Body): Space | undefined {
  const { groupname, name = groupname, owner, members: first = [], description = "", maxusers = 200 } = body;
  if ([owner, ...first].some((user) => !state.users.has(user))) return undefined;
  const { public: isPublic = true, membersonly = false, allowinvites = false, custom = "" } = body;
  const id = state.nextId();
  const space: Space = {
    ...{ id, name, description, owner, maxusers, isPublic, membersonly, allowinvites, custom, created: Date.now() },
    ...{ members: new Set(first), admins: new Set(), muted: new Map(), allowed: new Set(), blocked: new Set() },
    ...{ announcement: "", isMuted: false, isDisabled: false },
    ...{ attributes: new Map(), memberAttributes: new Map(), files: new Map() },
  };
  spaces.set(id, space);
  return space;
}

function details({ id, name, description, owner, maxusers, created, custom, ...rest }: Space, isGroup: boolean) {
  const {
    membersonly,
    allowinvites,
    isPublic,
    isMuted: mute,
    isDisabled: disabled,
    members: { size },
  } = rest;
  return {
    ...{ id, name, description, membersonly, allowinvites, maxusers, owner, created, custom, mute },
    ...(isGroup && { avatar: "", disabled }),
    ...{ affiliations_count: size + 1, affiliations: affiliations({ owner, members: rest.members }), public: isPublic },
  };
}

function affiliations({ owner, members }: Pick<Space, "owner" | "members">): Record<string, string>[] {
  return [...[...members].map((member) => ({ member })), { owner }];
}

function isIn({ owner, members }: Space, username: string): boolean {
  return owner === username || members.has(username);
}

function found(spaces: Map<string, Space>, ids: string | undefined, isGroup: boolean): Reply {
  const known = namesOf(ids).flatMap((id) => spaces.get(id) ?? []);
  return known.length > 0 ? { data: known.map((space) => details(space, isGroup)), count: known.length } : NOT_FOUND;
}

export const groups: Handlers = {
  ...handlersOf(GROUP),
  createChatgroup({ body }, state) {
    const group = create(state, state.groups, body);
    return group ? { data: { groupid: group.id } } : refuse("resource_not_found");
  },
  getChatgroups: ({ path }, state) => found(state.groups, path["group_id"], true),
  listChatgroups({ query, path: { org_name, app_name } }, state) {
    const { items, cursor } = pageByCursor([...state.groups.values()].reverse(), query);
    const data = items.map(({ id, name, owner, members: { size }, created }) => ({
      ...{ owner: `${org_name}#${app_name}_${owner}`, groupid: id, affiliations: size + 1 },
      ...{ type: "group", lastModified: String(created), groupname: name },
    }));
    return { data, cursor, count: data.length };
  },
  listJoinedChatgroups({ path: { username = "" }, query }, state) {
    const joined = [...state.groups.values()].filter((group) => isIn(group, username));
    const data = pageByNumber(joined, query).map(({ id, name }) => ({ groupid: id, groupname: name }));
    return { data, count: data.length };
  },
};

export const rooms: Handlers = {
  ...handlersOf(ROOM),
  createChatroom({ body }, state) {
    const room = create(state, state.rooms, body);
    return room ? { data: { id: room.id } } : refuse("resource_not_found");
  },
  getChatrooms: ({ path }, state) => found(state.rooms, path["chatroom_id"], false),
  listChatrooms({ query }, state) {
    const { items, cursor } = pageByCursor([...state.rooms.values()].reverse(), query);
    const data = items.map(({ id, name, owner, members: { size }, isDisabled: disabled }) => ({
      ...{ id, name, owner, affiliations_count: size + 1, disabled },
    }));
    return { data, cursor, count: data.length };
  },
  listJoinedChatrooms({ path: { username = "" }, query }, state) {
    const joined = [...state.rooms.values()].filter((room) => isIn(room, username));
    const data = pageByNumber(joined, query).map(({ id, name }) => ({ id, name }));
    return { data, count: data.length };
  },
  listChatroomSuperAdmins({ query }, state) {
    const data = pageByNumber([...state.superAdmins], query);
    return { data, count: data.length };
  },
  addChatroomSuperAdmin({ body: { superadmin } }, state) {
    if (!state.users.has(superadmin)) return refuse("resource_not_found");
    state.superAdmins.add(superadmin);
    return { data: { result: "success", resource: "" } };
  },
  removeChatroomSuperAdmin({ path: { super_admin = "" } }, state) {
    if (!state.superAdmins.delete(super_admin)) return refuse("resource_not_found");
    return { data: { newSuperAdmin: super_admin, resource: "" } };
  },
};
