/** Chat groups and chat rooms as a whole. */
import type { Channel, ChannelKind } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { awaitReturn, stopAwaiting } from "./absence.ts";
import { rememberMember } from "./audience.ts";
import { findNamedUser } from "./find-user.ts";
import { capacity, checkJoinable, enter, isMember, memberCount } from "./membership.ts";
import { refuseIn } from "./refusals.ts";
import { removeFile } from "./shared-file.ts";
import { endShield } from "./shield.ts";
import { deleteThreadsOf } from "./thread.ts";

/** What can be set of a channel. */
export type Settings = Pick<
  Channel,
  | "name"
  | "description"
  | "avatar"
  | "custom"
  | "maxusers"
  | "public"
  | "membersonly"
  | "allowinvites"
  | "inviteNeedConfirm"
>;

/** @throws Refusal */
export function findChannel(world: World, kind: ChannelKind, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel?.kind !== kind) throw refuseIn({ kind, id }, "absent");
  return channel;
}

/** Those channels that exist. @throws Refusal where none does */
export function findChannels(world: World, kind: ChannelKind, ids: readonly string[]): Channel[] {
  const found = ids.map((id) => world.channels.get(id)).filter((channel) => channel?.kind === kind);
  if (found.length === 0) throw refuseIn({ kind, id: ids.join(",") }, "absent");
  return found as Channel[];
}

/** Makes a channel with its owner and first members in it. @throws Refusal */
export function createChannel(
  world: World,
  kind: ChannelKind,
  owner: string,
  members: readonly string[],
  settings: Settings,
): Channel {
  const people = [...new Set([owner, ...members])];
  for (const username of people) findNamedUser(world, username);
  const place = { kind, id: "" };
  if (world.channels.by("kind", kind).size >= world.quota(kind === "group" ? "chatgroups" : "chatrooms")) {
    throw refuseIn(place, "tooManyOfApp");
  }
  if (people.length > capacity(world, { kind, maxusers: settings.maxusers })) throw refuseIn(place, "tooManyFirst");
  for (const username of people) checkJoinable(world, place, username);
  const channel: Channel = {
    ...settings,
    id: world.ids.channel(),
    kind,
    owner,
    announcement: "",
    mute: false,
    disabled: false,
    created: world.now,
    modified: world.now,
  };
  world.channels.put(channel);
  world.emit({ type: "channel-created", channel });
  for (const username of people) enter(world, channel, username);
  return channel;
}

/** Changes settings; others stay. @throws Refusal when more people are in than there would be room for */
export function changeChannel(world: World, channel: Channel, changes: Partial<Settings>): void {
  if (changes.maxusers !== undefined && changes.maxusers < memberCount(world, channel)) {
    throw refuseIn(channel, "tooSmall");
  }
  const changed = { ...channel, ...changes, modified: world.now };
  world.channels.put(changed);
  world.emit({ type: "channel-changed", channel: changed });
}

/** Makes a member the owner; the former owner stays as an ordinary member. @throws Refusal */
export function handOver(world: World, channel: Channel, username: string): void {
  if (channel.kind === "room") findNamedUser(world, username);
  if (channel.owner === username) throw refuseIn(channel, "ownsAlready", [username]);
  const member = world.members.get(channel.id, username);
  if (!member) throw refuseIn(channel, "strangerOwns", [username]);
  if (member.isAdmin) world.members.put({ ...member, isAdmin: false });
  awaitReturn(world, channel, channel.owner);
  const handedOver = { ...channel, owner: username, modified: world.now };
  world.channels.put(handedOver);
  world.emit({ type: "channel-handed-over", channel: handedOver, from: channel.owner });
}

/** Ends a channel, and all that hangs on it. */
export function deleteChannel(world: World, channel: Channel): void {
  const { id } = channel;
  deleteThreadsOf(world, id);
  const members = [...world.members.by("channel", id)].map(({ user }) => user);
  for (const user of members) {
    rememberMember(world, id, user);
    stopAwaiting(world, channel, user);
    endShield(world, channel, user);
  }
  world.channels.delete(id);
  for (const file of [...world.sharedFiles.by("channel", id)]) removeFile(world, channel, file);
  for (const table of [
    world.members,
    world.allowed,
    world.barred,
    world.muted,
    world.memberAttributes,
    world.roomAttributes,
    world.requests,
  ]) {
    table.deleteBy("channel", id);
  }
  world.requests.deleteBy("to", id);
  world.emit({ type: "channel-deleted", channel, members });
}

/** Bans a group from being used, or lifts the ban. */
export function setDisabled(world: World, channel: Channel, disabled: boolean): void {
  const changed = { ...channel, disabled };
  world.channels.put(changed);
  world.emit({ type: disabled ? "channel-banned" : "channel-unbanned", channel: changed });
}

/** Mutes all who have no right to speak of their own, or ends that. */
export function setMuteAll(world: World, channel: Channel, mute: boolean): void {
  const changed = { ...channel, mute };
  world.channels.put(changed);
  world.emit({ type: mute ? "all-muted" : "all-unmuted", channel: changed });
}

export function setAnnouncement(world: World, channel: Channel, announcement: string): void {
  const changed = { ...channel, announcement };
  world.channels.put(changed);
  world.emit({ type: "announcement-changed", channel: changed });
}

/** The channels of a kind that a user is in, the latest joined first. */
export function joinedChannels(world: World, kind: ChannelKind, username: string): Channel[] {
  return world.members
    .by("user", username)
    .newest(Number.POSITIVE_INFINITY)
    .flatMap(({ channel }) => world.channels.get(channel) ?? [])
    .filter((channel) => channel.kind === kind && isMember(world, channel, username));
}
