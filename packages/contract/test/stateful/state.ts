/** The state of the stateful server. */
import { randomUUID } from "node:crypto";

export interface User {
  uuid: string;
  type: "user";
  created: number;
  modified: number;
  username: string;
  activated: boolean;
  nickname?: string;
}

/** A group or a room. */
export interface Space {
  id: string;
  name: string;
  description: string;
  owner: string;
  maxusers: number;
  isPublic: boolean;
  membersonly: boolean;
  allowinvites: boolean;
  created: number;
  /** The owner is none of them. */
  members: Set<string>;
  admins: Set<string>;
  /** When each may speak again, in Unix ms. */
  muted: Map<string, number>;
  allowed: Set<string>;
  blocked: Set<string>;
  announcement: string;
  isMuted: boolean;
  isDisabled: boolean;
  custom: string;
  /** Whose each is, and its value. */
  attributes: Map<string, { value: string; by: string }>;
  memberAttributes: Map<string, Record<string, string>>;
  files: Map<string, StoredFile & { created: number }>;
}

export interface Thread {
  id: string;
  name: string;
  owner: string;
  groupId: string;
  msgId: string;
  created: number;
  members: Set<string>;
}

export interface Message {
  id: string;
  /** Those for whom it waits. */
  to: Set<string>;
  groupId?: string;
  /** Who put which reaction on it. */
  reactions: Map<string, { id: string; users: string[] }>;
}

export interface StoredFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  secret?: string;
}

export class State {
  readonly users = new Map<string, User>();
  readonly passwords = new Map<string, string>();
  readonly attributes = new Map<string, Record<string, string>>();
  readonly contacts = new Map<string, Set<string>>();
  /** What someone notes about a contact, by both names. */
  readonly remarks = new Map<string, string>();
  readonly blocked = new Map<string, Set<string>>();
  readonly groups = new Map<string, Space>();
  readonly rooms = new Map<string, Space>();
  readonly threads = new Map<string, Thread>();
  readonly messages = new Map<string, Message>();
  readonly labels = new Map<string, { description: string; createdAt: number; users: Map<string, number> }>();
  readonly templates = new Map<string, Record<string, unknown>>();
  readonly superAdmins = new Set<string>();
  /** Seconds by kind of chat. */
  readonly mutes = new Map<string, Record<string, number>>();
  readonly subscriptions = new Map<string, Map<string, string>>();
  readonly presences = new Map<string, { ext: string; status: Record<string, string> }>();
  readonly files = new Map<string, StoredFile>();
  /** By username and what they are for. */
  readonly pushSettings = new Map<string, Record<string, unknown>>();
  readonly languages = new Map<string, string>();
  /** The push tokens of a user. */
  readonly bindings = new Map<string, { device_id: string; device_token: string; notifier_name: string }[]>();
  #last = 271830462365697;

  nextId(): string {
    this.#last += 16;
    return String(this.#last);
  }

  addUser(username: string): User {
    const now = Date.now();
    const user: User = { uuid: randomUUID(), type: "user", created: now, modified: now, username, activated: true };
    this.users.set(username, user);
    return user;
  }

  /** Removes a user. Groups and rooms outlive their owner here, so that none goes by chance. */
  removeUser(username: string): void {
    this.users.delete(username);
    this.attributes.delete(username);
    this.contacts.delete(username);
    this.blocked.delete(username);
    this.subscriptions.delete(username);
    this.mutes.delete(username);
    this.superAdmins.delete(username);
    for (const space of [...this.groups.values(), ...this.rooms.values()]) space.members.delete(username);
    for (const thread of this.threads.values()) thread.members.delete(username);
  }

  /** The names of all things that are there. */
  left(): string[] {
    return [
      ...[...this.users.keys()].map((name) => `user ${name}`),
      ...[...this.groups.values()].map(({ name }) => `group ${name}`),
      ...[...this.rooms.values()].map(({ name }) => `room ${name}`),
      ...[...this.threads.values()].map(({ name }) => `thread ${name}`),
      ...[...this.labels.keys()].map((name) => `label ${name}`),
      ...[...this.templates.keys()].map((name) => `template ${name}`),
      ...[...this.superAdmins].map((name) => `super admin ${name}`),
    ];
  }
}

/** A set of a map of sets, made when it is first needed. */
export function setOf<T>(map: Map<string, Set<T>>, key: string): Set<T> {
  const known = map.get(key) ?? new Set<T>();
  map.set(key, known);
  return known;
}
