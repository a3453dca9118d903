/** What happens in an app, as the callbacks that the description has for it. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";
import { appKeyOf } from "../world/address.ts";
import type { Event } from "../world/events.ts";
import type { World } from "../world/world.ts";
import * as channel from "./channel-events.ts";
import * as message from "./message-events.ts";
import { bodyOf, eventFields, fullId, HOST, type Raised } from "./raised.ts";

type Type = Event["type"];
type Of<T extends Type> = Event & { type: T };
type Tell = { [T in Type]: (world: World, event: Of<T>) => Raised[] };

/** What callbacks print as the address of a device, which all have here. */
const ADDRESS = "127.0.0.1";
/** What devices are called whose names begin so. */
const SYSTEMS: readonly [RegExp, string][] = [
  [/^android/i, "android"],
  [/^(ios|iphone|ipad)/i, "ios"],
  [/^web/i, "webim"],
  [/^win/i, "win"],
  [/^linux/i, "linux"],
];

const silent = (): Raised[] => [];

const tell: Tell = {
  "user-registered": silent,
  "user-deleted": silent,
  "user-banned": silent,
  "user-unbanned": silent,
  "user-disconnected": silent,
  "device-online": login("userLogin"),
  "device-offline": (world, event) => login(event.reason === "logout" ? "userLogout" : "userReplaced")(world, event),
  "contact-requested": (world, { owner: from, user: to, message: reason }) => [
    roster(world, "contactInvited", { from, to, payload: { reason } }),
  ],
  "contact-added": (world, { owner, user, by }) => {
    // Whoever acts has accepted; the app does so for the friend whom it adds.
    const [from, to] = by?.user === owner ? [owner, user] : [user, owner];
    return [contact(world, "contactAccepted", from, to, from), contact(world, "contactRemoteAccepted", from, to, to)];
  },
  "contact-declined": (world, { owner, user }) => [
    contact(world, "contactDeclined", owner, user, owner),
    contact(world, "contactRemoteDeclined", owner, user, user),
  ],
  "contact-removed": (world, { owner, user }) => [contact(world, "contactRemoved", owner, user, owner)],
  "user-blocked": (world, { owner, user }) => [blocking(world, "contactBlocked", owner, user)],
  "user-unblocked": (world, { owner, user }) => [blocking(world, "contactUnblocked", owner, user)],
  "global-mute-changed": silent,
  "channel-created": channel.created,
  "channel-changed": channel.aboutChannel("groupInfoUpdated"),
  "channel-deleted": channel.aboutChannel("groupDestroyed", { reason: "" }),
  "channel-banned": silent,
  "channel-unbanned": silent,
  "channel-handed-over": channel.handedOver,
  "all-muted": channel.aboutChannel("groupAllMuted"),
  "all-unmuted": channel.aboutChannel("groupAllUnmuted"),
  "group-requested": channel.asked,
  "group-request-accepted": channel.aboutUser("groupJoinAccepted", { reason: "" }),
  "group-request-declined": silent,
  "group-invited": channel.aboutUser("groupInvited", { reason: "" }),
  "group-invite-accepted": channel.invitationAnswered("groupInviteAccepted"),
  "group-invite-declined": channel.invitationAnswered("groupInviteDeclined"),
  "messages-blocked": channel.bySelf("groupMessagesBlocked"),
  "messages-unblocked": channel.bySelf("groupMessagesUnblocked"),
  "member-joined": channel.bySelf("memberJoined"),
  "member-left": channel.left,
  "admin-added": channel.aboutUser("adminAdded"),
  "admin-removed": channel.aboutUser("adminRemoved"),
  "member-allowed": channel.aboutUser("allowListAdded"),
  "member-disallowed": channel.aboutUser("allowListRemoved"),
  "user-barred": channel.aboutUser("memberBlocked", { reason: "" }),
  "user-unbarred": channel.aboutUser("memberUnblocked"),
  "member-muted": channel.aboutUser("memberMuted", { reason: "" }),
  "member-unmuted": channel.aboutUser("memberUnmuted", { reason: "" }),
  "announcement-changed": channel.announced,
  "member-attributes-changed": channel.memberAttributesSet,
  "room-attributes-set": channel.roomAttributesSet("roomAttributesSet"),
  "room-attributes-removed": channel.roomAttributesSet("roomAttributesDeleted"),
  "file-shared": channel.fileShared,
  "file-removed": channel.fileRemoved,
  "message-sent": message.sent,
  "message-edited": silent,
  "message-recalled": message.recalled,
  "reaction-added": silent,
  "reaction-removed": silent,
  "message-read": message.receipt("readReceipt"),
  "message-received": message.receipt("deliveryReceipt"),
  "chat-file-removed": silent,
  "thread-created": silent,
  "thread-changed": silent,
  "thread-deleted": silent,
  "thread-joined": silent,
  "thread-left": silent,
  "super-admin-added": silent,
  "super-admin-removed": silent,
  "conversation-read": silent,
  "conversation-pinned": silent,
  "presence-changed": silent,
  "clock-changed": silent,
  "app-replaced": silent,
  "signal-queued": silent,
  "callback-queued": silent,
};

/** The callbacks that an event raises. */
export function callbacksOf(world: World, event: Event): Raised[] {
  return (tell[event.type] as (world: World, event: Event) => Raised[])(world, event);
}

function login(name: CallbackName) {
  return (world: World, { user, resource }: { user: string; resource: string }): Raised[] => {
    const os = SYSTEMS.find(([pattern]) => pattern.test(resource))?.[1] ?? "other";
    const fields = {
      ...{ user: fullId(world, { user, resource }), os, ip: ADDRESS, host: HOST, appkey: appKeyOf(world.app) },
      securityVersion: "1.0.0",
    };
    return [{ name, body: bodyOf(name, fields) }];
  };
}

/** @param side whose list of contacts it tells the version of */
function contact(world: World, name: CallbackName, from: string, to: string, side: string): Raised {
  const version = world.contacts.by("owner", side).size;
  return roster(world, name, { from, to, payload: { roster_ver: String(version) } });
}

function blocking(world: World, name: CallbackName, from: string, to: string): Raised {
  return roster(world, name, { from, to, payload: { status: { error_code: "ok" } } });
}

interface Roster {
  from: string;
  to: string;
  payload: Record<string, unknown>;
}

function roster(world: World, name: CallbackName, { from, to, payload }: Roster): Raised {
  const suffix = world.ids.message();
  return { name, body: bodyOf(name, { ...eventFields(world, from, to, suffix), payload }), suffix };
}
