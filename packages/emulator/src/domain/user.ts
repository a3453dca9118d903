import { createHash } from "node:crypto";
import type { User } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { deleteChannel } from "./channel.ts";
import { devicesOf, disconnect, logOut } from "./device.ts";
import { leave } from "./membership.ts";
import { removeReactionsOf } from "./reaction.ts";

export interface NewUser {
  username: string;
  password?: string;
  /** Name in push notifications. */
  nickname?: string;
}

/** @throws Refusal UsernameTaken */
export function register(world: World, { username, password, nickname }: NewUser): User {
  if (world.users.has(username)) throw refuse("UsernameTaken", { username });
  const uuid = world.ids.uuid();
  const user: User = {
    username,
    uuid,
    created: world.now,
    modified: world.now,
    activated: true,
    ...(nickname !== undefined && { nickname }),
    ...(password !== undefined && { password: digest(uuid, password) }),
  };
  world.users.put(user);
  world.emit({ type: "user-registered", user });
  return user;
}

/** Registers those whose names are free. */
export function registerAll(world: World, users: readonly NewUser[]): { registered: User[]; taken: string[] } {
  const registered: User[] = [];
  const taken: string[] = [];
  for (const user of users) {
    if (world.users.has(user.username)) taken.push(user.username);
    else registered.push(register(world, user));
  }
  return { registered, taken };
}

/** Deletes a user with all that is theirs: also the groups and rooms that they own. */
export function deleteUser(world: World, user: User): void {
  const { username } = user;
  for (const channel of [...world.channels.by("owner", username)]) deleteChannel(world, channel);
  for (const { channel: id } of [...world.members.by("user", username)]) {
    const channel = world.channels.get(id);
    if (channel) leave(world, channel, username, "deleted");
  }
  for (const table of [world.allowed, world.barred, world.muted, world.memberAttributes]) {
    table.deleteBy("user", username);
  }
  for (const table of [world.contacts, world.userBlocks, world.presenceSubscriptions]) {
    table.deleteBy("owner", username);
    table.deleteBy("user", username);
  }
  const { tokens, devices, sessions, formerMembers, clearedConversations, hiddenMessages, signals, positions } = world;
  for (const table of [tokens, devices, sessions, formerMembers]) table.deleteBy("user", username);
  for (const table of [clearedConversations, hiddenMessages, signals, positions]) {
    table.deleteBy("user", username);
  }
  removeReactionsOf(world, username);
  for (const side of ["to", "from"] as const) world.requests.deleteBy(side, username);
  for (const table of [world.shields, world.conversationMarks]) table.deleteBy("user", username);
  for (const table of [world.pushLabelUsers, world.pushSettings, world.pushBindings]) table.deleteBy("user", username);
  const { userAttributes, globalMutes, superAdmins, presences, pushLanguages, pushProfiles, users } = world;
  for (const table of [userAttributes, globalMutes, superAdmins, presences, pushLanguages, pushProfiles, users]) {
    table.delete(username);
  }
  world.emit({ type: "user-deleted", user });
}

/** Sets a password; whoever is logged in with the old one is logged out. */
export function setPassword(world: World, user: User, password: string): void {
  for (const { resource } of devicesOf(world, user.username)) logOut(world, user, resource, "password");
  world.users.put({ ...user, password: digest(user.uuid, password), modified: world.now });
}

export function hasPassword({ uuid, password: stored }: User, password: string): boolean {
  return stored === digest(uuid, password);
}

/** Bans a user: off all devices, and no login until the ban is lifted. */
export function ban(world: World, user: User): User {
  const banned = { ...user, activated: false };
  world.users.put(banned);
  disconnect(world, user);
  world.emit({ type: "user-banned", user: banned });
  return banned;
}

export function unban(world: World, user: User): void {
  const unbanned = { ...user, activated: true };
  world.users.put(unbanned);
  world.emit({ type: "user-unbanned", user: unbanned });
}

/** Only digests are kept, so that a data file holds no password. */
function digest(uuid: string, password: string): string {
  return createHash("sha256").update(`${uuid} ${password}`).digest("base64url");
}
