import type { Actor } from "./actor.ts";
import type { Channel, MuteScope, SharedFile, User } from "./entities.ts";
import type { ChatType, Message } from "./messages.ts";
import type { Reaction } from "./reactions.ts";
import type { Signal } from "./realtime.ts";
import type { Thread } from "./threads.ts";

/** What happened in an app, and who did it. Whoever listens hears of it once it is stored. */
export type Event = Happening & {
  /** Who did it; undefined where the app did, or its time. */
  readonly by?: Actor;
};

/**
 * Why a device is logged out: its user wanted it, the app did, its user has logged in on too many others since, or has
 * another password.
 */
export type LogoutReason = "logout" | "forced" | "replaced" | "password";
/** Why somebody is no longer in a group or room. */
export type LeaveReason = "left" | "removed" | "blocked" | "deleted";

export type Happening =
  | { type: "user-registered" | "user-deleted" | "user-banned" | "user-unbanned" | "user-disconnected"; user: User }
  | { type: "contact-added" | "contact-removed"; owner: string; user: string }
  | { type: "user-blocked" | "user-unblocked"; owner: string; user: string }
  | { type: "global-mute-changed"; user: string; until: Readonly<Partial<Record<MuteScope, number>>> }
  | { type: "channel-created" | "channel-changed"; channel: Channel }
  | { type: "channel-deleted"; channel: Channel; members: readonly string[] }
  | { type: "channel-banned" | "channel-unbanned" | "all-muted" | "all-unmuted"; channel: Channel }
  | { type: "channel-handed-over"; channel: Channel; from: string }
  | { type: "admin-added" | "admin-removed"; channel: Channel; user: string }
  | { type: "member-joined"; channel: Channel; user: string; ext?: string }
  | { type: "member-left"; channel: Channel; user: string; reason: LeaveReason }
  | { type: "messages-blocked" | "messages-unblocked"; channel: Channel; user: string }
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
  | { type: "reaction-added" | "reaction-removed"; message: Message; reaction: Reaction; user: string }
  | { type: "message-received"; message: Message; user: string }
  | { type: "message-read"; message: Message; user: string; content?: string }
  | {
      type: "conversation-pinned";
      user: string;
      with: string;
      chatType: "chat" | "groupchat";
      isPinned: boolean;
    }
  | { type: "conversation-read"; user: string; with: string; chatType: ChatType }
  | { type: "thread-created" | "thread-changed" | "thread-deleted"; thread: Thread }
  | { type: "thread-joined" | "thread-left"; thread: Thread; user: string }
  | { type: "chat-file-removed"; id: string }
  | { type: "device-online"; user: string; resource: string }
  | { type: "device-offline"; user: string; resource: string; reason: LogoutReason }
  | { type: "super-admin-added" | "super-admin-removed"; user: string }
  | { type: "presence-changed"; user: string }
  | { type: "contact-requested" | "contact-declined"; owner: string; user: string; message: string }
  | { type: "group-requested"; channel: Channel; user: string; message: string }
  | { type: "group-request-accepted" | "group-request-declined"; channel: Channel; user: string; message: string }
  | {
      type: "group-invited" | "group-invite-accepted" | "group-invite-declined";
      channel: Channel;
      user: string;
      inviter: string;
    }
  | { type: "clock-changed" | "app-replaced" }
  | { type: "signal-queued"; signal: Signal }
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
