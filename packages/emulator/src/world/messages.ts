/** What an app holds of messages, and how it is found. Places are those of rows: what came later has a higher one. */
import type { TableDefinition } from "./table.ts";

export type ChatType = "chat" | "groupchat" | "chatroom";
export type MessageType = "txt" | "img" | "audio" | "video" | "file" | "loc" | "cmd" | "custom";
export type Content = Readonly<Record<string, unknown>>;

/** Whom a broadcast goes to. No user has this name. */
export const EVERYONE = "*";

/** A message: one row, whoever gets it. */
export interface Message {
  readonly id: string;
  readonly chatType: ChatType;
  readonly from: string;
  /** A username, the id of a group or room, or `EVERYONE`. */
  readonly to: string;
  /** When it was sent; of an imported one when it was written. */
  readonly sent: number;
  readonly type: MessageType;
  readonly body: Content;
  readonly ext?: Content;
  /** The members who see it, where not all do. */
  readonly only?: readonly string[];
  /** Who cannot load it later. */
  readonly unstoredFor?: readonly string[];
  /** Whether those who are offline miss it. */
  readonly onlineOnly?: true;
  /** Whether the sender's own devices get it. */
  readonly synced?: true;
  /** Whether the receiver has blocked the sender, and never gets it. */
  readonly withheld?: true;
  /** Whether it comes from another service: it is stored, and nobody is told. */
  readonly imported?: true;
  /** How often it was edited. */
  readonly edits?: number;
  /** The device that sent it; the others of its sender get it. */
  readonly device?: string;
  /** What its client sent, in base64, as other clients get it while it is not edited. */
  readonly frame?: string;
}

/** That a message was taken back. */
export interface Recall {
  readonly message: string;
  readonly at: number;
}

/** From which place to which a user was online; without an end, they are. */
export interface Session {
  readonly user: string;
  readonly from: number;
  readonly until?: number;
}

/** From which place to which somebody was in a group or room who has left it. */
export interface FormerMember {
  readonly user: string;
  readonly channel: string;
  readonly from: number;
  readonly until: number;
}

/** From which place to which a member gets no messages of a group; without an end, they still do not. */
export interface Shield {
  readonly user: string;
  readonly channel: string;
  readonly from: number;
  readonly until?: number;
}

/** Up to which places a conversation is gone for one of those in it; 0 is not at all. */
export interface ClearedConversation {
  readonly user: string;
  readonly conversation: string;
  /** What cannot be loaded any longer. */
  readonly gone: number;
  /** What does not keep it on the list of the user's conversations. */
  readonly unlisted: number;
  /** What devices have dropped. */
  readonly dropped: number;
}

/** A message that a user cannot load. */
export interface HiddenMessage {
  readonly user: string;
  readonly message: string;
  /** Whether devices have dropped it. */
  readonly dropped: boolean;
}

/** A file for messages; its bytes are in the file store under its id. */
export interface ChatFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly created: number;
  /** What opens it, where not everyone may read it. */
  readonly secret?: string;
}

/** Names the conversation of a message: two users, whoever wrote; a group or a room. */
export function conversationOf({ chatType, from, to }: Pick<Message, "chatType" | "from" | "to">): string {
  if (chatType !== "chat" || to === EVERYONE) return to;
  return from < to ? `${from}/${to}` : `${to}/${from}`;
}

const HOUR = 3_600_000;

/** The hour in which something was, as a text: how many there were before since the beginning of 1970. */
export function hourOf(time: number): string {
  return String(Math.floor(time / HOUR));
}

/** When an hour is over, in Unix ms. */
export function endOfHour(hour: string): number {
  return (Number(hour) + 1) * HOUR;
}

const ofUser = { user: (row: { readonly user: string }) => row.user };

export const MESSAGES: TableDefinition<Message, "conversation" | "imported" | "to" | "from" | "hour"> = {
  key: ({ id }) => id,
  by: {
    conversation: conversationOf,
    imported: (message) => (message.imported ? conversationOf(message) : undefined),
    to: ({ chatType, to }) => (chatType === "chat" ? to : undefined),
    from: ({ chatType, from }) => (chatType === "chat" ? from : undefined),
    hour: ({ sent }) => hourOf(sent),
  },
};
export const RECALLS: TableDefinition<Recall, "hour"> = {
  key: ({ message }) => message,
  by: { hour: ({ at }) => hourOf(at) },
};
export const SESSIONS: TableDefinition<Session, "user"> = {
  key: ({ user, from }) => [user, String(from)],
  by: ofUser,
};
export const FORMER_MEMBERS: TableDefinition<FormerMember, "user"> = {
  key: ({ user, channel, from }) => [user, channel, String(from)],
  by: ofUser,
};
export const SHIELDS: TableDefinition<Shield, "user"> = {
  key: ({ user, channel, from }) => [user, channel, String(from)],
  by: ofUser,
};
export const CLEARED_CONVERSATIONS: TableDefinition<ClearedConversation, "user"> = {
  key: ({ user, conversation }) => [user, conversation],
  by: ofUser,
};
export const HIDDEN_MESSAGES: TableDefinition<HiddenMessage, "user" | "message"> = {
  key: ({ user, message }) => [user, message],
  by: { ...ofUser, message: ({ message }) => message },
};
export const CHAT_FILES: TableDefinition<ChatFile, never> = { key: ({ id }) => id };
