/** What an app holds, one type a table. Rows are replaced, never changed in place. Times are Unix milliseconds. */
import type { TableDefinition } from "./table.ts";

export interface User {
  readonly username: string;
  readonly uuid: string;
  readonly created: number;
  readonly modified: number;
  /** False while the user is banned. */
  readonly activated: boolean;
  /** Name in push notifications. */
  readonly nickname?: string;
  /** A salted digest; absent where no password was ever set. */
  readonly password?: string;
}

/** A token that the app issued. */
export interface Token {
  /** Digest of the token. */
  readonly digest: string;
  /** Whose token it is; absent for an app token. */
  readonly user?: string;
  /** Until when it is good; absent for one that never expires. */
  readonly until?: number;
}

export interface UserAttributes {
  readonly username: string;
  readonly values: Readonly<Record<string, string>>;
}

/** One side of a contact: each pair has two rows. */
export interface Contact {
  readonly owner: string;
  readonly user: string;
  readonly remark?: string;
}

/** `owner` wants no messages of `user`. */
export interface UserBlock {
  readonly owner: string;
  readonly user: string;
}

export type MuteScope = "chat" | "groupchat" | "chatroom";

/** Until when a user may not send, by scope; `Infinity` is stored as -1. */
export interface GlobalMute {
  readonly username: string;
  readonly until: Readonly<Partial<Record<MuteScope, number>>>;
}

/** Where a user is logged in. */
export interface Device {
  readonly user: string;
  readonly resource: string;
  readonly uuid: string;
  /** What its user calls it. */
  readonly name?: string;
  readonly since: number;
}

export type ChannelKind = "group" | "room";

/** A chat group or a chat room. */
export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly avatar: string;
  readonly custom: string;
  readonly announcement: string;
  readonly maxusers: number;
  readonly public: boolean;
  readonly membersonly: boolean;
  readonly allowinvites: boolean;
  readonly inviteNeedConfirm: boolean;
  /** Whether all but those with a right to speak are muted. */
  readonly mute: boolean;
  /** Whether it is banned. */
  readonly disabled: boolean;
  readonly created: number;
  readonly modified: number;
}

/** Someone in a channel; its owner has a row, too. */
export interface Member {
  readonly channel: string;
  readonly user: string;
  readonly isAdmin: boolean;
  readonly joined: number;
}

/** An entry of a channel's allow list or blocklist. */
export interface Listed {
  readonly channel: string;
  readonly user: string;
}

export interface Muted extends Listed {
  /** When the mute ends; -1 is never. */
  readonly until: number;
}

export interface MemberAttributes extends Listed {
  readonly values: Readonly<Record<string, string>>;
}

export interface RoomAttribute {
  readonly channel: string;
  readonly key: string;
  readonly value: string;
  /** Who set it last. */
  readonly setter: string;
  /** Whether it goes when its setter leaves. */
  readonly autoDelete: boolean;
}

/** A user who may open chat rooms from a client. */
export interface SuperAdmin {
  readonly username: string;
}

/** A file of a chat group; its bytes are in the file store under its id. */
export interface SharedFile {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly owner: string;
  readonly created: number;
}

const all = { all: () => "" };
const sides = { owner: (row: UserBlock) => row.owner, user: (row: UserBlock) => row.user };
const bySides: TableDefinition<UserBlock, "owner" | "user"> = { key: ({ owner, user }) => [owner, user], by: sides };
const ofChannel = { channel: (row: Listed) => row.channel, user: (row: Listed) => row.user };
const byChannel: TableDefinition<Listed, "channel" | "user"> = {
  key: ({ channel, user }) => [channel, user],
  by: ofChannel,
};

export const USERS: TableDefinition<User, "all" | "uuid"> = {
  key: ({ username }) => username,
  by: { ...all, uuid: ({ uuid }) => uuid },
};
export const TOKENS: TableDefinition<Token, "user"> = { key: ({ digest }) => digest, by: { user: ({ user }) => user } };
export const USER_ATTRIBUTES: TableDefinition<UserAttributes, never> = { key: ({ username }) => username };
export const CONTACTS: TableDefinition<Contact, "owner" | "user"> = bySides;
export const USER_BLOCKS: TableDefinition<UserBlock, "owner" | "user"> = bySides;
export const GLOBAL_MUTES: TableDefinition<GlobalMute, "all"> = { key: ({ username }) => username, by: all };
export const DEVICES: TableDefinition<Device, "user"> = {
  key: ({ user, resource }) => [user, resource],
  by: { user: ({ user }) => user },
};
export const CHANNELS: TableDefinition<Channel, "kind" | "owner"> = {
  key: ({ id }) => id,
  by: { kind: ({ kind }) => kind, owner: ({ owner }) => owner },
};
export const MEMBERS: TableDefinition<Member, "channel" | "user" | "admins"> = {
  key: ({ channel, user }) => [channel, user],
  by: { ...ofChannel, admins: ({ isAdmin, channel }) => (isAdmin ? channel : undefined) },
};
export const ALLOWED: TableDefinition<Listed, "channel" | "user"> = byChannel;
export const BARRED: TableDefinition<Listed, "channel" | "user"> = byChannel;
export const MUTED: TableDefinition<Muted, "channel" | "user"> = byChannel;
export const MEMBER_ATTRIBUTES: TableDefinition<MemberAttributes, "channel" | "user"> = byChannel;
export const ROOM_ATTRIBUTES: TableDefinition<RoomAttribute, "channel" | "setter"> = {
  key: ({ channel, key }) => [channel, key],
  by: { channel: ({ channel }) => channel, setter: ({ channel, setter }) => `${channel}/${setter}` },
};
export const SUPER_ADMINS: TableDefinition<SuperAdmin, "all"> = { key: ({ username }) => username, by: all };
export const SHARED_FILES: TableDefinition<SharedFile, "channel"> = {
  key: ({ channel, id }) => [channel, id],
  by: { channel: ({ channel }) => channel },
};
