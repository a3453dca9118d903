/** Messages are stored for the days that the plan says; then they leave, hour by hour, with what is known of who got them. */
import { endOfHour, type Message } from "../world/messages.ts";
import { cancel, schedule } from "../world/schedule.ts";
import type { World } from "../world/world.ts";

/** How what is due is named: that messages leave. */
export const EXPIRY = "messages-expire";

const DAY = 86_400_000;
/** How many messages leave before other calls have their turn. */
const AT_ONCE = 1000;

/** Has messages leave when the plan says so, the oldest first. */
export function planExpiry(world: World): void {
  const hours = hoursOf(world);
  if (hours.length === 0 || timeKept(world) === Number.POSITIVE_INFINITY) cancel(world, EXPIRY, "");
  else schedule(world, EXPIRY, "", Math.min(...hours.map(endOfHour)) + timeKept(world));
}

/** Has what is stored now leave some day, where nothing before it does. */
export function keepForAWhile(world: World): void {
  if (timeKept(world) < Number.POSITIVE_INFINITY && !world.due.has(EXPIRY, "")) planExpiry(world);
}

/** Takes messages out whose hour is over for as long as they are kept. */
export function expire(world: World): void {
  const over = new Set(hoursOf(world).filter((hour) => endOfHour(hour) + timeKept(world) <= world.now));
  const old: Message[] = [];
  for (const hour of over) old.push(...world.messages.by("hour", hour).oldest(AT_ONCE - old.length));
  for (const message of old) forget(world, message);
  for (const hour of over) world.recalls.deleteBy("hour", hour);
  forgetAudience(world);
  planExpiry(world);
}

/** In ms. */
function timeKept(world: World): number {
  return world.quota("messageDays") * DAY;
}

/** The hours of which there is something. */
function hoursOf({ messages, recalls }: World): string[] {
  return [...messages.values("hour"), ...recalls.values("hour")];
}

/** Takes a message out with all that hangs on it. */
export function forget(world: World, { id }: Message): void {
  world.messages.delete(id);
  for (const table of [world.hiddenMessages, world.reactions, world.reactionUsers]) table.deleteBy("message", id);
}

/** Drops what is only known for the sake of messages of which none is left: who was online, and in groups. */
function forgetAudience(world: World): void {
  const begin = beginOfMessages(world);
  for (const { row } of [...world.sessions.list()]) {
    if (row.until !== undefined && row.until < begin) world.sessions.delete(row.user, String(row.from));
  }
  for (const { row } of [...world.shields.list()]) {
    if (row.until !== undefined && row.until < begin) world.shields.delete(row.user, row.channel, String(row.from));
  }
  for (const { row } of [...world.formerMembers.list()]) {
    if (row.until < begin) world.formerMembers.delete(row.user, row.channel, String(row.from));
  }
  for (const { row } of [...world.clearedConversations.list()]) {
    const { user, conversation, gone, unlisted, dropped } = row;
    if (Math.max(gone, unlisted, dropped) < begin) world.clearedConversations.delete(user, conversation);
  }
}

/** The place of the oldest message that is stored. */
function beginOfMessages({ messages }: World): number {
  const places = messages.values("hour").flatMap((hour) => messages.by("hour", hour).after(-1, 1));
  return Math.min(Number.POSITIVE_INFINITY, ...places.map(({ place }) => place));
}
