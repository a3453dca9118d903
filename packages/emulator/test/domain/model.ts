/** What the domain is held to: the same moves on plain sets. */
import { createChannel, deleteChannel, handOver } from "../../src/domain/channel.ts";
import { befriend, block, unblock, unfriend } from "../../src/domain/contact.ts";
import { findUser } from "../../src/domain/find-user.ts";
import { addMember, addMembers, removeMember, removeMembers } from "../../src/domain/membership.ts";
import {
  allowAll,
  bar,
  barAll,
  demote,
  disallowAll,
  muteMembers,
  promote,
  unbar,
} from "../../src/domain/moderation.ts";
import { sendIn } from "../../src/domain/sending.ts";
import { createThread, deleteThread, findThread } from "../../src/domain/thread.ts";
import { addThreadMembers } from "../../src/domain/thread-membership.ts";
import { deleteUser, register } from "../../src/domain/user.ts";
import type { Channel, ChannelKind } from "../../src/world/entities.ts";
import { Refusal } from "../../src/world/refuse.ts";
import type { World } from "../../src/world/world.ts";

/** How many people a channel of the tests holds. */
export const ROOM_FOR = 4;

export interface ModelChannel {
  kind: ChannelKind;
  owner: string;
  members: Set<string>;
  admins: Set<string>;
  allowed: Set<string>;
  barred: Set<string>;
  muted: Set<string>;
  /** Who is in each of its threads, in the order in which they were started. */
  threads: Set<string>[];
}

export interface Model {
  users: Set<string>;
  /** By the order in which they were made; undefined once they are gone. */
  channels: (ModelChannel | undefined)[];
  /** `one two` in the order of the alphabet. */
  contacts: Set<string>;
  /** `owner user`. */
  blocks: Set<string>;
}

export interface Real {
  world: World;
  /** Ids in the order in which channels were made. */
  ids: string[];
}

/** A move: what it does to the domain and, unless it is refused, to the sets. */
export interface Move {
  name: string;
  /** What it does to sets; false where it has to be refused. */
  model(model: Model): boolean;
  real(real: Real): void;
}

const pair = (one: string, two: string) => [one, two].sort().join(" ");
const settings = {
  ...{ name: "", description: "", avatar: "", custom: "", maxusers: ROOM_FOR },
  ...{ public: false, membersonly: false, allowinvites: false, inviteNeedConfirm: false },
};

function leave(channel: ModelChannel, user: string): void {
  for (const set of [channel.members, channel.admins, channel.allowed, ...channel.threads]) set.delete(user);
}

/** A move on a channel by its number; refused where there is none. */
function onChannel(
  name: string,
  index: number,
  model: (channel: ModelChannel, users: Model) => boolean,
  real: (world: World, channel: Channel) => void,
): Move {
  return {
    name: `${name} in channel ${index}`,
    model: (all) => {
      const channel = all.channels[index];
      return channel !== undefined && model(channel, all);
    },
    real: ({ world, ids }) => {
      const channel = world.channels.get(ids[index] ?? "");
      if (!channel) throw new Refusal("ChatgroupNotFound", {});
      real(world, channel);
    },
  };
}

export const moves = {
  register: (user: string): Move => ({
    name: `register ${user}`,
    model: ({ users }) => !users.has(user) && Boolean(users.add(user)),
    real: ({ world }) => register(world, { username: user }),
  }),

  delete: (user: string): Move => ({
    name: `delete ${user}`,
    model(model) {
      if (!model.users.delete(user)) return false;
      model.channels = model.channels.map((channel) => (channel?.owner === user ? undefined : channel));
      for (const channel of model.channels) {
        if (!channel) continue;
        leave(channel, user);
        channel.barred.delete(user);
        channel.muted.delete(user);
      }
      for (const set of [model.contacts, model.blocks]) {
        for (const each of [...set]) if (each.split(" ").includes(user)) set.delete(each);
      }
      return true;
    },
    real: ({ world }) => deleteUser(world, findUser(world, user)),
  }),

  create: (kind: ChannelKind, owner: string, members: string[]): Move => ({
    name: `create a ${kind} of ${owner} with ${members}`,
    model(model) {
      const people = new Set([owner, ...members]);
      if (![...people].every((user) => model.users.has(user)) || people.size > ROOM_FOR) return false;
      const empty = () => new Set<string>();
      const lists = { admins: empty(), allowed: empty(), barred: empty(), muted: empty(), threads: [] };
      model.channels.push({ kind, owner, members: people, ...lists });
      return true;
    },
    real: ({ world, ids }) => void ids.push(createChannel(world, kind, owner, members, settings).id),
  }),

  dissolve: (index: number): Move => ({
    name: `delete channel ${index}`,
    model({ channels }) {
      const isThere = channels[index] !== undefined;
      if (isThere) channels[index] = undefined;
      return isThere;
    },
    real: onChannel("", index, () => true, deleteChannel).real,
  }),

  add: (index: number, user: string): Move =>
    onChannel(
      `add ${user}`,
      index,
      ({ members, barred }, { users }) =>
        users.has(user) &&
        !members.has(user) &&
        !barred.has(user) &&
        members.size < ROOM_FOR &&
        Boolean(members.add(user)),
      (world, channel) => addMember(world, channel, user),
    ),

  addAll: (index: number, names: string[]): Move =>
    onChannel(
      `add ${names}`,
      index,
      ({ kind, members, barred }, { users }) => {
        const fresh = new Set(names.filter((user) => !members.has(user)));
        const isFine =
          names.every((user) => users.has(user)) &&
          (fresh.size > 0 || kind === "room") &&
          ![...fresh].some((user) => barred.has(user)) &&
          members.size + fresh.size <= ROOM_FOR;
        if (isFine) for (const user of fresh) members.add(user);
        return isFine;
      },
      (world, channel) => addMembers(world, channel, names),
    ),

  remove: (index: number, user: string): Move =>
    onChannel(
      `remove ${user}`,
      index,
      (channel) => {
        const isFine = channel.owner !== user && channel.members.has(user);
        if (isFine) leave(channel, user);
        return isFine;
      },
      (world, channel) => removeMember(world, channel, user),
    ),

  removeAll: (index: number, names: string[]): Move =>
    onChannel(
      `remove ${names}`,
      index,
      (channel) => {
        if (channel.kind === "group" && !names.some((user) => channel.members.has(user))) return false;
        for (const user of names) if (user !== channel.owner) leave(channel, user);
        return true;
      },
      (world, channel) => removeMembers(world, channel, names),
    ),

  bar: (index: number, user: string): Move =>
    onChannel(
      `block ${user}`,
      index,
      (channel) => {
        if (channel.owner === user || !channel.members.has(user)) return false;
        leave(channel, user);
        channel.barred.add(user);
        return true;
      },
      (world, channel) => bar(world, channel, user),
    ),

  barAll: (index: number, names: string[]): Move =>
    onChannel(
      `block ${names}`,
      index,
      (channel) => {
        for (const user of names) {
          if (channel.owner === user || !channel.members.has(user)) continue;
          leave(channel, user);
          channel.barred.add(user);
        }
        return true;
      },
      (world, channel) => barAll(world, channel, names),
    ),

  unbar: (index: number, user: string): Move =>
    onChannel(
      `unblock ${user}`,
      index,
      ({ barred }) => barred.delete(user),
      (world, channel) => unbar(world, channel, user),
    ),

  allow: (index: number, names: string[]): Move =>
    onChannel(
      `allow ${names}`,
      index,
      ({ members, allowed }) => {
        const fitting = names.filter((user) => members.has(user));
        for (const user of fitting) allowed.add(user);
        return fitting.length > 0;
      },
      (world, channel) => allowAll(world, channel, names),
    ),

  disallow: (index: number, names: string[]): Move =>
    onChannel(
      `disallow ${names}`,
      index,
      ({ members, allowed }) => {
        const fitting = names.filter((user) => members.has(user));
        for (const user of fitting) allowed.delete(user);
        return fitting.length > 0;
      },
      (world, channel) => disallowAll(world, channel, names),
    ),

  mute: (index: number, names: string[], isLifted: boolean): Move =>
    onChannel(
      `${isLifted ? "unmute" : "mute"} ${names}`,
      index,
      ({ owner, members, muted }) => {
        const fitting = names.filter((user) => members.has(user));
        if (names.includes(owner) || fitting.length === 0) return false;
        for (const user of fitting) {
          if (isLifted) muted.delete(user);
          else muted.add(user);
        }
        return true;
      },
      (world, channel) => muteMembers(world, channel, names, isLifted ? 0 : -1),
    ),

  promote: (index: number, user: string): Move =>
    onChannel(
      `promote ${user}`,
      index,
      ({ owner, members, admins }) => owner !== user && members.has(user) && Boolean(admins.add(user)),
      (world, channel) => promote(world, channel, user),
    ),

  demote: (index: number, user: string): Move =>
    onChannel(
      `demote ${user}`,
      index,
      ({ admins }) => admins.delete(user),
      (world, channel) => demote(world, channel, user),
    ),

  handOver: (index: number, user: string): Move =>
    onChannel(
      `hand over to ${user}`,
      index,
      (channel) => {
        if (channel.owner === user || !channel.members.has(user)) return false;
        channel.owner = user;
        channel.admins.delete(user);
        return true;
      },
      (world, channel) => handOver(world, channel, user),
    ),

  startThread: (index: number, user: string): Move =>
    onChannel(
      `${user} starts a thread`,
      index,
      ({ kind, members, threads }) => kind === "group" && members.has(user) && Boolean(threads.push(new Set([user]))),
      (world, { id, owner }) => {
        const message = sendIn(world, "group", id, { from: owner, type: "txt", body: { msg: "Hi" } });
        createThread(world, { group: id, message, owner: user, name: "T" });
      },
    ),

  joinThread: (index: number, names: string[]): Move =>
    onChannel(
      `${names} join the first thread`,
      index,
      ({ members, threads: [first] }) => {
        const isFine = first !== undefined && names.every((user) => members.has(user));
        if (isFine) for (const user of names) first.add(user);
        return isFine;
      },
      (world, { id }) => {
        const thread = world.threads.by("group", id).first();
        addThreadMembers(world, findThread(world, thread?.id ?? ""), names);
      },
    ),

  endThread: (index: number): Move =>
    onChannel(
      "end the first thread",
      index,
      ({ threads }) => threads.shift() !== undefined,
      (world, { id }) => deleteThread(world, findThread(world, world.threads.by("group", id).first()?.id ?? "")),
    ),

  befriend: (one: string, two: string): Move => ({
    name: `befriend ${one} and ${two}`,
    model: ({ users, contacts }) =>
      one !== two && users.has(one) && users.has(two) && Boolean(contacts.add(pair(one, two))),
    real: ({ world }) => befriend(world, findUser(world, one), findUser(world, two)),
  }),

  unfriend: (one: string, two: string): Move => ({
    name: `part ${one} and ${two}`,
    model: ({ users, contacts }) => users.has(one) && users.has(two) && (contacts.delete(pair(one, two)) || true),
    real: ({ world }) => unfriend(world, findUser(world, one), findUser(world, two)),
  }),

  block: (owner: string, user: string): Move => ({
    name: `${owner} blocks ${user}`,
    model: ({ users, blocks }) => users.has(owner) && users.has(user) && Boolean(blocks.add(`${owner} ${user}`)),
    real: ({ world }) => block(world, findUser(world, owner), [findUser(world, user)]),
  }),

  unblock: (owner: string, user: string): Move => ({
    name: `${owner} unblocks ${user}`,
    model: ({ users, blocks }) => users.has(owner) && users.has(user) && (blocks.delete(`${owner} ${user}`) || true),
    real: ({ world }) => unblock(world, findUser(world, owner), findUser(world, user)),
  }),
};
