/** What waits for a device, in the order in which it came. */
import { messagesAfter } from "../domain/audience.ts";
import type { Message } from "../world/messages.ts";
import type { Signal } from "../world/realtime.ts";
import type { World } from "../world/world.ts";

/** Something that waits, in its place among all rows of the app. */
export interface Waiting {
  place: number;
  message?: Message;
  signal?: Signal;
}

/** A user on one of their devices. */
export interface Seat {
  user: string;
  resource: string;
}

/** What is to be sent to a device, and whether the user was online when a message came. */
export type Sendable = Waiting & { wasOnline: boolean };

/** Up to `limit` things that a device has not taken yet. */
export function waitingFor(world: World, seat: Seat, limit: number): Sendable[] {
  const after = positionOf(world, seat);
  const messages = messagesAfter(world, seat.user, seat.resource, after).map(({ place, row: message }) => ({
    place,
    message,
  }));
  const sessions = [...world.sessions.by("user", seat.user)];
  return [...messages, ...signalsAfter(world, seat, after)]
    .sort((one, other) => one.place - other.place)
    .slice(0, limit)
    .map((waiting) => ({
      ...waiting,
      wasOnline: sessions.some(({ from, until = Infinity }) => from < waiting.place && waiting.place <= until),
    }));
}

function signalsAfter(world: World, seat: Seat, after: number): Waiting[] {
  const own = world.signals.by("user", seat.user).after(after, Number.POSITIVE_INFINITY);
  const inChannels = [...world.members.by("user", seat.user)].flatMap(({ channel }) => {
    const entered = world.members.find(`${channel}/${seat.user}`)?.place ?? Number.POSITIVE_INFINITY;
    return world.signals.by("channel", channel).after(Math.max(after, entered), Number.POSITIVE_INFINITY);
  });
  return [...own, ...inChannels]
    .filter(({ row: { except } }) => except?.user !== seat.user || (except.resource ?? seat.resource) !== seat.resource)
    .map(({ place, row: signal }) => {
      const message = signal.message === undefined ? undefined : world.messages.get(signal.message);
      return { place, signal, ...(message && { message }) };
    })
    .filter(({ signal, message }) => signal.message === undefined || message !== undefined);
}

/** Notes that a device has taken all up to a place. What is for its user alone goes once all their devices have it. */
export function acknowledge(world: World, { user, resource }: Seat, place: number): void {
  if (place <= (world.positions.get(user, resource)?.place ?? -1)) return;
  world.positions.put({ user, resource, place });
  const least = Math.min(...[...world.positions.by("user", user)].map((each) => each.place));
  for (const { row } of world.signals.by("user", user).between(0, least)) world.signals.delete(row.id);
}

/** Lets a device begin where its user has come to, unless it was there before. */
export function takeSeat(world: World, seat: Seat): void {
  const { user, resource } = seat;
  if (world.positions.has(user, resource)) return;
  world.positions.put({ user, resource, place: beginOf(world, user) });
}

/** How far the devices of a user have come: those on a socket, or else those of the user when they were last online. */
function beginOf(world: World, user: string): number {
  const known = [...world.positions.by("user", user)].map(({ place }) => place);
  if (known.length > 0) return Math.max(...known);
  const [last] = world.sessions.by("user", user).newest(1);
  return last ? (last.until ?? world.place) : 0;
}

function positionOf(world: World, { user, resource }: Seat): number {
  return world.positions.get(user, resource)?.place ?? 0;
}
