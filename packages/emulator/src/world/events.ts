import type { Channel, MuteScope, SharedFile, User } from "./entities.ts";
import type { Message } from "./messages.ts";

/** What happened in an app, and who did it. Whoever listens hears of it once it is stored. */
export type Event = Happening & {
  /** Who did it; undefined where the app did, or its time. */
  readonly by?: Actor;
};

/** A user who acts. */
export interface Actor {
  readonly user: string;
  /** The device on which, where it is one. */
  readonly resource?: string;
}

/** Why a device is logged out: its user wanted it, or the app did. */
export type LogoutReason = "logout" | "forced";
/** Why somebody is no longer in a group or room. */
export type LeaveReason = "left" | "removed" | "blocked" | "deleted";

export type Happening =
  | { type: "user-registered" | "user-deleted" | "user-banned" | "user-unbanned" | "user-disconnected"; user: User }
  | { type: "contact-added" | "contact-removed"; owner: string; user: string }
  | { type: "user-blocked" | "user-unblocked"; owner: string; user: string }
  | { type: "global-mute-changed"; user: string; until: Readonly<Partial<Record<MuteScope, number>>> }
  | { type: "channel-created" | "channel-changed" | "channel-deleted"; channel: Channel }
  | { type: "channel-banned" | "channel-unbanned" | "all-muted" | "all-unmuted"; channel: Channel }
  | { type: "channel-handed-over"; channel: Channel; from: string }
  | { type: "member-joined" | "admin-added" | "admin-removed"; channel: Channel; user: string }
  | { type: "member-left"; channel: Channel; user: string; reason: LeaveReason }
  | { type: "member-allowed" | "member-disallowed"; channel: Channel; user: string }
  | { type: "user-barred" | "user-unbarred"; channel: Channel; user: string }
  | { type: "member-muted"; channel: Channel; user: string; until: number }
  | { type: "member-unmuted"; channel: Channel; user: string }
  | { type: "announcement-changed"; channel: Channel }
  | { type: "member-attributes-changed"; channel: Channel; user: string; values: Readonly<Record<string, string>> }
  | ({ type: "room-attributes-set" | "room-attributes-removed"; channel: Channel; user: string } & AttributeChange)
  | { type: "file-shared"; channel: Channel; file: SharedFile }
  | { type: "file-removed"; channel: Channel; id: string }
  | { type: "message-sent" | "message-edited" | "message-recalled"; message: Message }
  | { type: "message-read" | "message-received"; message: Message; user: string }
  | { type: "chat-file-removed"; id: string }
  | { type: "device-online"; user: string; resource: string }
  | { type: "device-offline"; user: string; resource: string; reason: LogoutReason }
  | { type: "super-admin-added" | "super-admin-removed"; user: string }
  | { type: "clock-changed" }
  | { type: "callback-queued"; id: string };

/** What became of attributes of a room. */
export interface AttributeChange {
  /** Those that are stored, by key, or were removed, with "" each. */
  readonly values: Readonly<Record<string, string>>;
  /** Why the others are not. */
  readonly errorKeys: Readonly<Record<string, string>>;
  /** Whether those of others could be overwritten. */
  readonly isForced: boolean;
}
