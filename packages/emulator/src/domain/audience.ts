/**
 * Who has received what. A message is one row, whoever gets it: that follows from who was in and online when it was sent,
 * and who has been online since.
 */
import { EVERYONE, type Message, type Shield } from "../world/messages.ts";
import type { Placed } from "../world/rows.ts";
import type { World } from "../world/world.ts";

/** A message on its way to a user. */
export interface Arrival {
  message: Message;
  /** Whether the user was offline when it was sent, so that it had to wait. */
  waited: boolean;
  /** Whether it has reached the user. */
  delivered: boolean;
}

/** From one place to another, the first not included. */
interface Span {
  readonly from: number;
  readonly until?: number;
}

/** All that has gone to a user, the oldest first. */
export function arrivalsOf(world: World, username: string): Arrival[] {
  const sessions = [...world.sessions.by("user", username)];
  return addressedTo(world, username)
    .sort((one, other) => one.place - other.place)
    .flatMap((placed) => toArrival(placed, username, sessions) ?? []);
}

/**
 * The messages that came after a place and are for a device of a user, the oldest first: also what other devices of that user
 * have sent. What only those online get is among it where the user was.
 */
export function messagesAfter(world: World, username: string, resource: string, after: number): Placed<Message>[] {
  const registered = world.users.find(username)?.place;
  if (registered === undefined) return [];
  const begin = Math.max(after, registered);
  const since = (index: "to" | "from", name: string) =>
    world.messages.by(index, name).after(begin, Number.POSITIVE_INFINITY);
  const own = since("from", username).filter(({ row: { to } }) => to !== username && to !== EVERYONE);
  const inAll = channelsOf(world, username).flatMap((channel) => messagesIn(world, username, channel, begin));
  const sessions = [...world.sessions.by("user", username)];
  return [...since("to", username), ...since("to", EVERYONE), ...own, ...inAll]
    .filter(({ row, place }) => {
      const isOwn = row.from === username && row.device !== undefined && row.device !== resource;
      if (!(isOwn || isSeenBy(row, username))) return false;
      const isLasting = !row.onlineOnly && row.chatType !== "chatroom";
      return isLasting || sessions.some((session) => contains(session, place));
    })
    .sort((one, other) => one.place - other.place);
}

/** What became of one message for a user; undefined where it was not for them. */
export function arrivalOf(world: World, username: string, id: string): Arrival | undefined {
  const placed = world.messages.find(id);
  if (!placed || !isFor(world, username, placed)) return undefined;
  return toArrival(placed, username, [...world.sessions.by("user", username)]);
}

function toArrival({ row, place }: Placed<Message>, username: string, sessions: Span[]): Arrival | undefined {
  if (!isSeenBy(row, username)) return undefined;
  if (sessions.some((session) => contains(session, place))) return { message: row, waited: false, delivered: true };
  if (row.onlineOnly || row.chatType === "chatroom" || row.from === username) return undefined;
  return { message: row, waited: true, delivered: sessions.some(({ from }) => from >= place) };
}

/** Whether a message is for a user among those to whom it went. */
function isSeenBy({ from, only, synced, withheld, imported }: Message, username: string): boolean {
  if (withheld || imported) return false;
  return from === username ? synced === true : (only?.includes(username) ?? true);
}

function isFor(world: World, username: string, { row, place }: Placed<Message>): boolean {
  const { chatType, from, to } = row;
  if (chatType !== "chat") return spansIn(world, username, to).some((span) => contains(span, place));
  return (
    isRegisteredBefore(world, username, place) && [username, EVERYONE].some((name) => name === to || name === from)
  );
}

function isRegisteredBefore(world: World, username: string, place: number): boolean {
  return (world.users.find(username)?.place ?? Number.POSITIVE_INFINITY) < place;
}

function addressedTo(world: World, username: string): Placed<Message>[] {
  const registered = world.users.find(username)?.place;
  if (registered === undefined) return [];
  const since = (index: "to" | "from", name: string) =>
    world.messages.by(index, name).after(registered, Number.POSITIVE_INFINITY);
  const own = since("from", username).filter(({ row: { to } }) => to !== username && to !== EVERYONE);
  return [...since("to", username), ...since("to", EVERYONE), ...own, ...inChannels(world, username)];
}

function inChannels(world: World, username: string): Placed<Message>[] {
  return channelsOf(world, username).flatMap((channel) => messagesIn(world, username, channel));
}

/** The groups, rooms and threads in which a user is or was. */
function channelsOf(world: World, username: string): string[] {
  const current = [...world.members.by("user", username)].map(({ channel }) => channel);
  const threads = [...world.threadMembers.by("user", username)].map(({ thread }) => thread);
  const former = [...world.formerMembers.by("user", username)].map(({ channel }) => channel);
  return [...new Set([...current, ...threads, ...former])];
}

/** The messages of a group, room or thread that were sent while a user was in it, and after a place. */
export function messagesIn(world: World, username: string, channel: string, after = 0): Placed<Message>[] {
  const rows = world.messages.by("conversation", channel);
  if (rows.size === 0) return [];
  return spansIn(world, username, channel).flatMap(({ from, until = Number.POSITIVE_INFINITY }) =>
    rows.between(Math.max(from, after), until),
  );
}

/** When a user was in a group, room or thread. */
function spansIn(world: World, username: string, channel: string): Span[] {
  const former = [...world.formerMembers.by("user", username)].filter((each) => each.channel === channel);
  const from = joinedAt(world, username, channel);
  const spans = from === undefined ? former : [...former, { from }];
  return shieldsOf(world, username, channel).reduce(
    (left: Span[], hole) => left.flatMap((span) => cut(span, hole)),
    spans,
  );
}

/** The place at which a user came into the group, room or thread that they are in. */
function joinedAt(world: World, username: string, channel: string): number | undefined {
  const key = `${channel}/${username}`;
  return (world.members.find(key) ?? world.threadMembers.find(key))?.place;
}

/** When a member wanted no messages of a group. */
export function shieldsOf(world: World, username: string, channel: string): Shield[] {
  return [...world.shields.by("user", username)].filter((each) => each.channel === channel);
}

/** What of a span lies before a hole, and what after it. */
function cut({ from, until = Number.POSITIVE_INFINITY }: Span, hole: Span): Span[] {
  const { until: end = Number.POSITIVE_INFINITY } = hole;
  const parts = [
    { from, until: Math.min(until, hole.from) },
    { from: Math.max(from, end), until },
  ];
  return parts.filter((part) => part.from < part.until);
}

function contains({ from, until = Number.POSITIVE_INFINITY }: Span, place: number): boolean {
  return from < place && place <= until;
}

/** Notes that somebody was in a group, room or thread who leaves it, so that what they got there stays theirs. */
export function rememberMember(world: World, channel: string, user: string): void {
  const from = joinedAt(world, user, channel);
  if (from === undefined || world.messages.by("conversation", channel).between(from, world.place).length === 0) return;
  world.formerMembers.put({ user, channel, from, until: world.place });
}
