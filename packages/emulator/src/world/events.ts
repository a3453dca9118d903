import type { Channel, MuteScope, User } from "./entities.ts";
import type { Message } from "./messages.ts";
import type { Thread } from "./threads.ts";

/** What happened in an app. Whoever listens hears of it once it is stored. */
export type Event =
  | { type: "user-registered" | "user-deleted" | "user-banned" | "user-unbanned" | "user-disconnected"; user: User }
  | { type: "contact-added" | "contact-removed"; owner: string; user: string }
  | { type: "user-blocked" | "user-unblocked"; owner: string; user: string }
  | { type: "global-mute-changed"; user: string; until: Readonly<Partial<Record<MuteScope, number>>> }
  | { type: "channel-created" | "channel-changed" | "channel-deleted"; channel: Channel }
  | { type: "channel-handed-over"; channel: Channel; from: string }
  | { type: "member-joined" | "member-left" | "admin-added" | "admin-removed"; channel: Channel; user: string }
  | { type: "member-allowed" | "member-disallowed"; channel: Channel; user: string }
  | { type: "user-barred" | "user-unbarred"; channel: Channel; user: string }
  | { type: "member-muted"; channel: Channel; user: string; until: number }
  | { type: "member-unmuted"; channel: Channel; user: string }
  | { type: "announcement-changed"; channel: Channel }
  | { type: "member-attributes-changed"; channel: Channel; user: string; values: Readonly<Record<string, string>> }
  | { type: "room-attributes-changed"; channel: Channel; user: string; keys: readonly string[] }
  | { type: "file-shared" | "file-removed"; channel: Channel; id: string }
  | { type: "message-sent" | "message-edited" | "message-recalled"; message: Message }
  | { type: "thread-created" | "thread-changed" | "thread-deleted"; thread: Thread }
  | { type: "thread-joined" | "thread-left"; thread: Thread; user: string }
  | { type: "chat-file-removed"; id: string }
  | { type: "device-online" | "device-offline"; user: string; resource: string }
  | { type: "super-admin-added" | "super-admin-removed"; user: string };
