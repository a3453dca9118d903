/**
 * What devices on a socket are still to hear, and how far each has come. It stands beside what the app holds: snapshots and
 * exports do not have it.
 */
import type { Actor } from "./actor.ts";
import type { TableDefinition } from "./table.ts";

/** What a signal is about: a message, a group or room, a contact, or anything else. */
export type SignalSpace = "CHAT" | "MUC" | "ROSTER" | "NOTIFY";

/** Something that devices hear of beside new messages. */
export interface Signal {
  readonly id: string;
  /** Whose devices hear of it; either this or `channel` is there. */
  readonly user?: string;
  /** The group or room whose members hear of it. */
  readonly channel?: string;
  /** Who does not: a user, or only one device of theirs. */
  readonly except?: Actor;
  readonly space: SignalSpace;
  readonly from: string;
  readonly sent: number;
  /** What is said, in the field names of its frame. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** The message that came late or was edited; it is said as it then is. */
  readonly message?: string;
}

/** Up to which place a device has taken what there was for it. */
export interface Position {
  readonly user: string;
  readonly resource: string;
  readonly place: number;
}

/** That a member has read a message of a group whose sender asked for that. */
export interface GroupRead {
  readonly message: string;
  readonly user: string;
}

/** What one user has asked of another, or of a group, and what is not answered yet. */
export interface Request {
  readonly kind: "contact" | "application" | "invitation";
  readonly from: string;
  /** A username; of an application the id of a group. */
  readonly to: string;
  /** The group of an invitation, else "". */
  readonly channel: string;
}

/** What a user has done with a conversation on their list. */
export interface ConversationMark {
  readonly user: string;
  readonly chatType: "chat" | "groupchat";
  /** The other user, or the group. */
  readonly with: string;
  /** Up to which place it is read. */
  readonly read: number;
  /** Since when it is pinned, in Unix ms. */
  readonly pinned?: number;
}

export const SIGNALS: TableDefinition<Signal, "user" | "channel"> = {
  key: ({ id }) => id,
  by: { user: ({ user }) => user, channel: ({ channel }) => channel },
};
export const POSITIONS: TableDefinition<Position, "user"> = {
  key: ({ user, resource }) => [user, resource],
  by: { user: ({ user }) => user },
};
export const GROUP_READS: TableDefinition<GroupRead, "message"> = {
  key: ({ message, user }) => [message, user],
  by: { message: ({ message }) => message },
};
export const REQUESTS: TableDefinition<Request, "to" | "from" | "channel"> = {
  key: ({ kind, to, channel, from }) => [kind, to, channel, from],
  by: { to: ({ to }) => to, from: ({ from }) => from, channel: ({ channel }) => channel },
};
export const CONVERSATION_MARKS: TableDefinition<ConversationMark, "user"> = {
  key: ({ user, chatType, with: peer }) => [user, chatType, peer],
  by: { user: ({ user }) => user },
};
