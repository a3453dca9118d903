/** Who is in a chat group or chat room. */
import { texts } from "../generated/description.ts";
import type { Channel, Member } from "../world/entities.ts";
import type { LeaveReason } from "../world/events.ts";
import { fill } from "../world/text.ts";
import type { World } from "../world/world.ts";
import { absentMember, awaitReturn, stopAwaiting } from "./absence.ts";
import { rememberMember } from "./audience.ts";
import { isOnline } from "./device.ts";
import { findNamedUser } from "./find-user.ts";
import { ownerReason, strangerReason } from "./reasons.ts";
import { refuseIn } from "./refusals.ts";
import { endShield } from "./shield.ts";
import { leaveThreadsOf } from "./thread-membership.ts";

/** What became of one of several names. */
export interface Outcome {
  user: string;
  /** Why nothing was done. */
  reason?: string;
}

export function isMember(world: World, { id }: Channel, username: string): boolean {
  return world.members.has(id, username);
}

export function memberCount(world: World, { id }: Channel): number {
  return world.members.by("channel", id).size;
}

/** How many people may be in a channel, by its own limit and by the plan's. */
export function capacity(world: World, { kind, maxusers }: Pick<Channel, "kind" | "maxusers">): number {
  return Math.min(maxusers, world.quota(kind === "group" ? "chatgroupMembers" : "chatroomMembers"));
}

/**
 * Adds one user.
 * @param ext what a user who comes in says to those who are there
 * @throws Refusal
 */
export function addMember(world: World, channel: Channel, username: string, ext?: string): void {
  findNamedUser(world, username);
  if (isMember(world, channel, username)) throw refuseIn(channel, "alreadyIn", [username]);
  join(world, channel, [username], ext);
}

/**
 * Adds those users who are not in yet, all or none.
 * @returns who was added
 * @throws Refusal
 */
export function addMembers(world: World, channel: Channel, usernames: readonly string[]): string[] {
  for (const username of usernames) findNamedUser(world, username);
  const fresh = [...new Set(usernames)].filter((username) => !isMember(world, channel, username));
  if (fresh.length === 0 && channel.kind === "group") throw refuseIn(channel, "alreadyIn", usernames);
  join(world, channel, fresh);
  return fresh;
}

function join(world: World, channel: Channel, usernames: readonly string[], ext?: string): void {
  const barred = usernames.filter((username) => world.barred.has(channel.id, username));
  if (barred.length > 0) throw refuseIn(channel, "barred", barred);
  if (memberCount(world, channel) + usernames.length > capacity(world, channel)) {
    throw refuseIn(channel, "full", usernames);
  }
  for (const username of usernames) checkJoinable(world, channel, username);
  for (const username of usernames) enter(world, channel, username, ext);
}

/** @throws Refusal for a user who is in as many channels of the kind as the plan allows */
export function checkJoinable(world: World, channel: Pick<Channel, "kind" | "id">, username: string): void {
  const most = world.quota(channel.kind === "group" ? "chatgroupsJoined" : "chatroomsJoined");
  if (most === Number.POSITIVE_INFINITY) return;
  const joined = [...world.members.by("user", username)].filter(
    ({ channel: id }) => kindOf(world, id) === channel.kind,
  );
  if (joined.length >= most) throw refuseIn(channel, "tooManyJoined", [username]);
}

function kindOf(world: World, id: string): string | undefined {
  return world.channels.get(id)?.kind;
}

/** Makes a user a member, whatever else holds. */
export function enter(world: World, channel: Channel, username: string, ext?: string): void {
  world.members.put({ channel: channel.id, user: username, isAdmin: false, joined: world.now });
  awaitReturn(world, channel, username);
  world.emit({ type: "member-joined", channel, user: username, ...(ext !== undefined && { ext }) });
}

/** Ends the membership in a room of a user who has not come back, but not of its owner and of those on the allow list. */
export function dropOut(world: World, key: string): void {
  const { room, username } = absentMember(world, key);
  if (!room || !isMember(world, room, username) || isOnline(world, username)) return;
  if (room.owner !== username && !world.allowed.has(room.id, username)) leave(world, room, username);
}

/** Removes one user. @throws Refusal */
export function removeMember(world: World, channel: Channel, username: string): void {
  if (channel.kind === "room") findNamedUser(world, username);
  if (channel.owner === username) throw refuseIn(channel, "owner", [username]);
  if (!isMember(world, channel, username)) throw refuseIn(channel, "notAMember", [username]);
  leave(world, channel, username, reasonOf(world, username));
}

/** Removes those who are in. @throws Refusal where nobody of a group's is */
export function removeMembers(world: World, channel: Channel, usernames: readonly string[]): Outcome[] {
  if (channel.kind === "group" && !usernames.some((user) => isMember(world, channel, user))) {
    throw refuseIn(channel, "notAMember", usernames);
  }
  return usernames.map((user) => {
    const reason = reasonToStay(world, channel, user);
    if (reason !== undefined) return { user, reason };
    leave(world, channel, user, reasonOf(world, user));
    return { user };
  });
}

function reasonOf({ actor }: World, username: string): LeaveReason {
  return actor?.user === username ? "left" : "removed";
}

function reasonToStay(world: World, channel: Channel, user: string): string | undefined {
  if (channel.owner === user) return ownerReason(channel, "members");
  if (isMember(world, channel, user)) return undefined;
  const isUnknown = channel.kind === "group" && !world.users.has(user);
  return isUnknown
    ? fill(texts.ChatgroupMemberResult.unregistered, { username: user })
    : strangerReason(channel, "members", user);
}

/** Ends a membership, and with it what hangs on it: roles, allow list, attributes and threads, but not a mute. */
export function leave(world: World, channel: Channel, username: string, reason: LeaveReason = "removed"): void {
  const { id } = channel;
  leaveThreadsOf(world, id, username);
  rememberMember(world, id, username);
  world.members.delete(id, username);
  stopAwaiting(world, channel, username);
  endShield(world, channel, username);
  world.allowed.delete(id, username);
  world.memberAttributes.delete(id, username);
  const own = [...world.roomAttributes.by("setter", `${id}/${username}`)].filter(({ autoDelete }) => autoDelete);
  for (const { key } of own) world.roomAttributes.delete(id, key);
  world.emit({ type: "member-left", channel, user: username, reason });
}

/** Gives a member the role of an admin, or takes it. */
export function setAdmin(world: World, channel: Channel, member: Member, isAdmin: boolean): void {
  world.members.put({ ...member, isAdmin });
  world.emit({ type: isAdmin ? "admin-added" : "admin-removed", channel, user: member.user });
}
