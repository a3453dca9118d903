/** What devices hear of groups and rooms. */

import type { Actor } from "../world/actor.ts";
import { appKeyOf, CHANNELS_HOST } from "../world/address.ts";
import type { Channel } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import type { SignalDraft, Teller } from "./signal-draft.ts";

interface Told {
  world: World;
  channel: Channel;
  operation: string;
  by?: Actor | undefined;
  /** Who it is about. */
  user?: string;
  more?: Record<string, unknown>;
}

/** What is said of a group or room: by whoever acted, or else in the name of its owner. */
function about({ world, channel, operation, by, user, more }: Told): SignalDraft {
  const { id, owner, kind, name } = channel;
  const from = by?.user ?? owner;
  const body = {
    mucId: { appKey: appKeyOf(world.app), name: id, domain: CHANNELS_HOST },
    ...{ operation, from: { name: from }, isChatroom: kind === "room", mucName: name },
    ...(user !== undefined && { to: [{ name: user }] }),
    ...more,
  };
  return { space: "MUC", from, body };
}

const toMembers = (told: Told): SignalDraft[] => [{ ...about(told), channel: told.channel.id, except: told.by }];

type OfUser = { channel: Channel; user: string; by?: Actor };

/** Tells whom it is about, and nobody else. */
function toUser(operation: string, more?: (event: never) => Record<string, unknown>) {
  return (world: World, event: OfUser): SignalDraft[] => [
    {
      ...about({ world, ...event, operation, ...(more && { more: more(event as never) }) }),
      user: event.user,
      except: event.by,
    },
  ];
}

function toAll(operation: string, more?: (event: never) => Record<string, unknown>) {
  return (world: World, event: { channel: Channel; by?: Actor }): SignalDraft[] =>
    toMembers({
      ...{ world, channel: event.channel, by: event.by, operation },
      ...(more && { more: more(event as never) }),
    });
}

export const channelSignals: Teller = {
  "channel-created"(world, { channel, by }) {
    // Only the other devices of whoever made it: members hear that they have joined.
    return by ? [{ ...about({ world, channel, operation: "CREATE", by }), user: by.user, except: by }] : [];
  },
  "channel-changed": toAll("UPDATE", ({ channel }: { channel: Channel }) => ({
    eventInfo: { ext: JSON.stringify(settingsOf(channel)) },
  })),
  "channel-deleted": (world, { channel, members, by }) =>
    members.map((user) => ({ ...about({ world, channel, operation: "DESTROY", by }), user, except: by })),
  "channel-handed-over": (world, { channel, from, by }) =>
    [channel.owner, from].map((user) => ({
      ...about({ world, channel, operation: "ASSIGN_OWNER", by: { user: from }, user: channel.owner }),
      ...{ user, except: by },
    })),
  "member-joined": joined,
  "member-left": left,
  "group-requested": (world, { channel, user, message }) => {
    const admins = [...world.members.by("admins", channel.id)].map((each) => each.user);
    const draft = about({ world, channel, operation: "APPLY", by: { user }, more: { reason: message } });
    return [channel.owner, ...admins].map((each) => ({ ...draft, user: each }));
  },
  "group-request-accepted": toUser("APPLY_ACCEPT"),
  "group-request-declined": toUser("APPLY_DECLINE", ({ message }: { message: string }) => ({ reason: message })),
  "group-invited": (world, { channel, user, inviter }) => [
    { ...about({ world, channel, operation: "INVITE", by: { user: inviter }, user }), user },
  ],
  "group-invite-accepted": (world, { channel, user, inviter }) => [
    { ...about({ world, channel, operation: "INVITE_ACCEPT", by: { user } }), user: inviter },
  ],
  "group-invite-declined": (world, { channel, user, inviter }) => [
    { ...about({ world, channel, operation: "INVITE_DECLINE", by: { user } }), user: inviter },
  ],
  "admin-added": toUser("ADD_ADMIN"),
  "admin-removed": toUser("REMOVE_ADMIN"),
  "member-allowed": toUser("ADD_USER_WHITE_LIST"),
  "member-disallowed": toUser("REMOVE_USER_WHITE_LIST"),
  "user-unbarred": toUser("ALLOW"),
  "member-muted": toUser("ADD_MUTE", ({ until }: { until: number }) => ({
    ext: JSON.stringify({ user_mute_time: until }),
  })),
  "member-unmuted": toUser("REMOVE_MUTE"),
  "all-muted": toAll("BAN_GROUP"),
  "all-unmuted": toAll("REMOVE_BAN_GROUP"),
  "announcement-changed": (world, { channel, by }) => {
    const operation = channel.announcement === "" ? "DELETE_ANNOUNCEMENT" : "UPDATE_ANNOUNCEMENT";
    return toMembers({ world, channel, operation, by, more: { reason: channel.announcement } });
  },
  "file-shared": toAll("UPLOAD_FILE", ({ file }: { file: { id: string; name: string } }) => ({
    ext: JSON.stringify({ file_id: file.id, file_name: file.name }),
  })),
  "file-removed": toAll("DELETE_FILE", ({ id }: { id: string }) => ({ reason: id })),
  "member-attributes-changed": (world, { channel, user, values, by }) => {
    const ext = JSON.stringify({ properties: values, username: user, operator: by?.user ?? channel.owner });
    return toMembers({ world, channel, operation: "GROUP_MEMBER_METADATA_UPDATE", by, more: { eventInfo: { ext } } });
  },
  "room-attributes-set": attributes("SET_METADATA", (values) => values),
  "room-attributes-removed": attributes("DELETE_METADATA", (values) => Object.keys(values)),
};

/** Clients read what became of each key, and the values, from a text. */
function attributes(operation: string, told: (values: Readonly<Record<string, string>>) => unknown) {
  return (
    world: World,
    event: { channel: Channel; user: string; values: Readonly<Record<string, string>>; by?: Actor },
  ): SignalDraft[] => {
    const { channel, user, values, by } = event;
    const successKeys = Object.keys(values);
    const result = { successKeys, errorKeys: {}, properties: told(values), operator: user };
    const more = { eventInfo: { ext: JSON.stringify({ result, properties: told(values) }) } };
    return toMembers({ world, channel, operation, by: by ?? { user }, more });
  };
}

/** Whoever comes in by themselves knows; others hear that they were let in. All others hear that somebody came. */
function joined(world: World, { channel, user, by, ext }: OfUser & { ext?: string }): SignalDraft[] {
  const count = world.members.by("channel", channel.id).size;
  const more = { mucMemberCount: count, ...(ext !== undefined && { ext }) };
  const isFirst = user === channel.owner;
  const invited = by?.user !== user && !isFirst && channel.kind === "group";
  const direct = invited ? toUser("DIRECT_JOINED")(world, { channel, user, ...(by && { by }) }) : [];
  const arrival = about({ world, channel, operation: "PRESENCE", by: { user }, more });
  return isFirst ? direct : [...direct, { ...arrival, channel: channel.id, except: { user } }];
}

function left(world: World, event: OfUser & { reason: string }): SignalDraft[] {
  const { channel, user, reason, by } = event;
  const more = { mucMemberCount: world.members.by("channel", channel.id).size };
  const departure = { ...about({ world, channel, operation: "ABSENCE", by: { user }, more }), channel: channel.id };
  if (reason === "left" || reason === "deleted") return [{ ...departure, except: { user } }];
  return [...toUser("KICK")(world, { channel, user, ...(by && { by }) }), departure];
}

function settingsOf(channel: Channel): Record<string, unknown> {
  const { name, description, membersonly, allowinvites, maxusers, inviteNeedConfirm, custom, modified, avatar } =
    channel;
  return {
    ...{ name, description, public: channel.public, members_only: membersonly, allow_user_invites: allowinvites },
    ...{ max_users: maxusers, invite_need_confirm: inviteNeedConfirm, custom, last_modified: modified, avatar },
  };
}
