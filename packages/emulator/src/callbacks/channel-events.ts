/** What happens in groups and rooms, as callbacks. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";
import type { Channel, SharedFile } from "../world/entities.ts";
import type { AttributeChange, Event, LeaveReason } from "../world/events.ts";
import type { World } from "../world/world.ts";
import { channelCallback, fullId, type Raised } from "./raised.ts";

type By = Pick<Event, "by">;
type OfChannel = By & { channel: Channel };
type OfMember = OfChannel & { user: string };

/** About the group or room: who did it is whoever called, else its owner. */
export const aboutChannel =
  (name: CallbackName, payload?: Record<string, unknown>) =>
  (world: World, { channel, by }: OfChannel): Raised[] => [
    channelCallback(world, name, {
      channel,
      from: actor(world, channel, by),
      to: channel.id,
      ...(payload && { payload }),
    }),
  ];

/** About a user in it, by whoever called, else its owner. */
export const aboutUser =
  (name: CallbackName, payload?: Record<string, unknown>) =>
  (world: World, { channel, user, by }: OfMember): Raised[] => [
    channelCallback(world, name, { channel, from: actor(world, channel, by), to: user, ...(payload && { payload }) }),
  ];

function actor(world: World, { owner }: Channel, by: Event["by"]): string {
  return fullId(world, by ?? { user: owner });
}

/** By a user, about the group or room. */
function byUser(world: World, name: CallbackName, { channel, user, by }: OfMember): Raised {
  const from = fullId(world, by?.user === user ? by : { user });
  return channelCallback(world, name, { channel, from, to: channel.id });
}

/** Rooms raise none when they are opened. */
export function created(world: World, { channel, by }: OfChannel): Raised[] {
  if (channel.kind === "room") return [];
  const { owner } = channel;
  const from = actor(world, channel, by);
  return [channelCallback(world, "groupCreated", { channel, from, to: owner, payload: { reason: "" } })];
}

export function handedOver(world: World, { channel, from: former, by }: OfChannel & { from: string }): Raised[] {
  const from = fullId(world, by ?? { user: former });
  return [channelCallback(world, "ownerTransferred", { channel, from, to: channel.owner })];
}

export function asked(world: World, { channel, user, by, message }: OfMember & { message: string }): Raised[] {
  const from = fullId(world, by ?? { user });
  return [
    channelCallback(world, "groupJoinRequested", { channel, from, to: channel.id, payload: { reason: message } }),
  ];
}

export const invitationAnswered =
  (name: CallbackName) =>
  (world: World, { channel, user, by, inviter }: OfMember & { inviter: string }): Raised[] => {
    const from = fullId(world, by ?? { user });
    return [channelCallback(world, name, { channel, from, to: inviter, payload: { reason: "" } })];
  };

export const bySelf =
  (name: CallbackName) =>
  (world: World, event: OfMember): Raised[] => [byUser(world, name, event)];

/** Whoever leaves is gone; by their own wish, or since somebody removed them. */
export function left(world: World, event: OfMember & { reason: LeaveReason }): Raised[] {
  const gone = byUser(world, "memberAbsent", event);
  if (event.reason === "left") return [byUser(world, "memberLeft", event), gone];
  return event.reason === "removed" ? [...aboutUser("memberKicked")(world, event), gone] : [gone];
}

export function announced(world: World, event: OfChannel): Raised[] {
  const { announcement } = event.channel;
  const name = announcement === "" ? "announcementDeleted" : "announcementUpdated";
  return aboutChannel(name, { reason: announcement })(world, event);
}

export function fileShared(world: World, { channel, file, by }: OfChannel & { file: SharedFile }): Raised[] {
  const { id: file_id, name: file_name, owner: file_owner, size: file_size, created } = file;
  const reason = JSON.stringify({ data: { file_id, file_name, file_owner, file_size, created } });
  const from = fullId(world, by ?? { user: file_owner });
  return [channelCallback(world, "sharedFileUploaded", { channel, from, to: channel.id, payload: { reason } })];
}

/** Files that go with their group raise none of their own. */
export function fileRemoved(world: World, event: OfChannel & { id: string }): Raised[] {
  return world.channels.has(event.channel.id)
    ? aboutChannel("sharedFileDeleted", { reason: event.id })(world, event)
    : [];
}

export function memberAttributesSet(
  world: World,
  { channel, user, values, by }: OfMember & { values: Readonly<Record<string, string>> },
): Raised[] {
  const change = { values, errorKeys: {}, isForced: false };
  return [attributes(world, "groupMemberAttributesSet", { channel, user, by, change })];
}

export const roomAttributesSet =
  (name: "roomAttributesSet" | "roomAttributesDeleted") =>
  (world: World, { channel, user, by, ...change }: OfMember & AttributeChange): Raised[] => [
    attributes(world, name, { channel, user, by, change }),
  ];

interface Attributes {
  channel: Channel;
  user: string;
  by: Event["by"];
  change: AttributeChange;
}

/** Here the group or room tells of the user, and the record is JSON in a string. */
function attributes(world: World, name: CallbackName, { channel, user, by, change }: Attributes): Raised {
  const { values, errorKeys, isForced } = change;
  const record = {
    result: { successKeys: Object.keys(values), errorKeys },
    identify: "",
    is_forced: isForced,
    muc_name: channel.name,
    need_notify: true,
    properties: values,
    operator: by?.user ?? user,
  };
  const payload = { event_info: { ext: JSON.stringify(record), type: "event_none" } };
  return channelCallback(world, name, { channel, from: channel.id, to: user, payload });
}
