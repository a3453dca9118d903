/** Allow lists, blocklists, mutes and admins of chat groups and chat rooms. */
import type { Channel, Muted } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { awaitReturn } from "./absence.ts";
import { isMember, leave, type Outcome, setAdmin } from "./membership.ts";
import { type ListName, ownerReason, strangerReason } from "./reasons.ts";
import { type Precondition, refuseIn } from "./refusals.ts";

/** How a mute without end is stored. */
export const FOR_GOOD = -1;

/** Acts on each name that fits; the others get a reason. */
function each(
  usernames: readonly string[],
  reasonOf: (user: string) => string | undefined,
  act: (user: string) => void,
): Outcome[] {
  return usernames.map((user) => {
    const reason = reasonOf(user);
    if (reason !== undefined) return { user, reason };
    act(user);
    return { user };
  });
}

function reasonOfStranger(world: World, channel: Channel, list: ListName, user: string): string | undefined {
  return isMember(world, channel, user) ? undefined : strangerReason(channel, list, user);
}

function checkMember(world: World, channel: Channel, user: string, broken: Precondition): void {
  if (!isMember(world, channel, user)) throw refuseIn(channel, broken, [user]);
}

/** Puts a member on the allow list. @throws Refusal */
export function allow(world: World, channel: Channel, user: string): void {
  checkMember(world, channel, user, "notAMember");
  if (world.allowed.has(channel.id, user)) return;
  world.allowed.put({ channel: channel.id, user });
  world.emit({ type: "member-allowed", channel, user });
}

/** Puts those on the allow list who are members. @throws Refusal where nobody is */
export function allowAll(world: World, channel: Channel, usernames: readonly string[]): Outcome[] {
  checkSomeMember(world, channel, usernames);
  return each(
    usernames,
    (user) => reasonOfStranger(world, channel, "allowList", user),
    (user) => allow(world, channel, user),
  );
}

function checkSomeMember(world: World, channel: Channel, usernames: readonly string[]): void {
  if (usernames.some((user) => isMember(world, channel, user))) return;
  throw refuseIn(channel, "notAMember", usernames);
}

/** Takes members off the allow list. @throws Refusal where nobody is a member */
export function disallowAll(world: World, channel: Channel, usernames: readonly string[]): Outcome[] {
  checkSomeMember(world, channel, usernames);
  const act = (user: string) => {
    if (!world.allowed.has(channel.id, user)) return;
    world.allowed.delete(channel.id, user);
    awaitReturn(world, channel, user);
    world.emit({ type: "member-disallowed", channel, user });
  };
  return each(usernames, (user) => reasonOfStranger(world, channel, "allowList", user), act);
}

/** Puts a member on the blocklist, which ends the membership. @throws Refusal */
export function bar(world: World, channel: Channel, user: string): void {
  if (channel.owner === user) throw refuseIn(channel, "ownerBarred", [user]);
  checkMember(world, channel, user, "strangerBarred");
  leave(world, channel, user, "blocked");
  world.barred.put({ channel: channel.id, user });
  world.emit({ type: "user-barred", channel, user });
}

/** Puts those on the blocklist who are members and do not own the channel. */
export function barAll(world: World, channel: Channel, usernames: readonly string[]): Outcome[] {
  const reasonOf = (user: string) =>
    channel.owner === user ? ownerReason(channel, "blocklist") : reasonOfStranger(world, channel, "blocklist", user);
  return each(usernames, reasonOf, (user) => bar(world, channel, user));
}

/** Takes a user off the blocklist, who does not come back by that. @throws Refusal */
export function unbar(world: World, channel: Channel, user: string): void {
  if (!world.barred.has(channel.id, user)) throw refuseIn(channel, "notBarred", [user]);
  world.barred.delete(channel.id, user);
  world.emit({ type: "user-unbarred", channel, user });
}

export function unbarAll(world: World, channel: Channel, usernames: readonly string[]): Outcome[] {
  const reasonOf = (user: string) =>
    world.barred.has(channel.id, user) ? undefined : strangerReason(channel, "blocklist", user);
  return each(usernames, reasonOf, (user) => unbar(world, channel, user));
}

/**
 * Mutes members, or lifts their mutes.
 * @param duration in ms from now; -1 never ends, 0 lifts
 * @returns what became of each, and until when they are muted
 * @throws Refusal where one is the owner, or nobody is a member
 */
export function muteMembers(
  world: World,
  channel: Channel,
  usernames: readonly string[],
  duration: number,
): (Outcome & { until: number })[] {
  if (usernames.includes(channel.owner)) throw refuseIn(channel, "ownerMuted", [channel.owner]);
  if (!usernames.some((user) => isMember(world, channel, user))) {
    throw refuseIn(channel, "strangerMuted", usernames);
  }
  const until = duration === FOR_GOOD ? FOR_GOOD : world.now + duration;
  const outcomes = each(
    usernames,
    (user) => reasonOfStranger(world, channel, "members", user),
    (user) => {
      if (duration === 0) unmute(world, channel, user);
      else mute(world, { channel: channel.id, user, until }, channel);
    },
  );
  return outcomes.map((outcome) => ({ ...outcome, until: duration === 0 || outcome.reason ? 0 : until }));
}

function mute(world: World, muted: Muted, channel: Channel): void {
  world.muted.put(muted);
  world.emit({ type: "member-muted", channel, user: muted.user, until: muted.until });
}

function unmute(world: World, channel: Channel, user: string): boolean {
  const wasMuted = isMuted(world, channel, user);
  world.muted.delete(channel.id, user);
  if (wasMuted) world.emit({ type: "member-unmuted", channel, user });
  return wasMuted;
}

/** Lifts mutes. */
export function unmuteMembers(world: World, channel: Channel, usernames: readonly string[]): Outcome[] {
  const reasonOf = (user: string) =>
    isMuted(world, channel, user) ? undefined : strangerReason(channel, "members", user);
  return each(usernames, reasonOf, (user) => unmute(world, channel, user));
}

/** Whether a user is muted in a channel now, by name. */
export function isMuted(world: World, { id }: Channel, user: string): boolean {
  const muted = world.muted.get(id, user);
  return muted !== undefined && isActive(world, muted);
}

/** The mutes that have not ended. */
export function activeMutes(world: World, { id }: Channel): Muted[] {
  return [...world.muted.by("channel", id)].filter((muted) => isActive(world, muted));
}

function isActive(world: World, { until }: Muted): boolean {
  return until === FOR_GOOD || until > world.now;
}

/** Makes a member an admin. @throws Refusal */
export function promote(world: World, channel: Channel, user: string): void {
  if (channel.owner === user) throw refuseIn(channel, "owner", [user]);
  const member = world.members.get(channel.id, user);
  if (!member) throw refuseIn(channel, "strangerPromoted", [user]);
  if (member.isAdmin) return;
  const most = world.quota(channel.kind === "group" ? "chatgroupAdmins" : "chatroomAdmins");
  if (world.members.by("admins", channel.id).size >= most) throw refuseIn(channel, "tooManyAdmins", [user]);
  setAdmin(world, channel, member, true);
}

/** Makes an admin an ordinary member. @throws Refusal */
export function demote(world: World, channel: Channel, user: string): void {
  const member = world.members.get(channel.id, user);
  if (!member?.isAdmin) throw refuseIn(channel, "notAnAdmin", [user]);
  setAdmin(world, channel, member, false);
}
