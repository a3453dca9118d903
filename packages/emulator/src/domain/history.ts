/** The messages of an hour, in a file. */

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { appKeyOf } from "../world/address.ts";
import { EVERYONE, endOfHour, hourOf, type Message } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** A message as the file has it. */
export interface HistoryRecord {
  msg_id: string;
  timestamp: number;
  direction: "outgoing";
  from: string;
  to: string;
  chat_type: Message["chatType"];
  payload: { bodies: object[]; ext?: object; from: string; to: string };
}

/** How long a file is there once its hour is over, in ms. */
const KEPT = 3 * 86_400_000;
/** How long a URL is good for, in seconds. */
const URL_LIFETIME = 1800;
/** Signs URLs for as long as the process lives. */
const SECRET = randomBytes(32);

/**
 * Makes the query of a URL that leads to the file of an hour.
 * @param time the hour in UTC, as year, month, day and hour
 * @throws Refusal HistoryHourNotSupported, MessageHistoryUnstored, MessageHistoryEmpty
 */
export function historyQuery(world: World, time: string): string {
  const hour = toHour(time);
  if (hour === undefined) throw refuse("HistoryHourNotSupported");
  const values = { app: appKeyOf(world.app), time };
  const age = world.now - endOfHour(hour);
  if (age < 0 || age >= KEPT) throw refuse("MessageHistoryUnstored", values);
  if (world.messages.by("hour", hour).size === 0) throw refuse("MessageHistoryEmpty", values);
  const expires = Math.floor(world.now / 1000) + URL_LIFETIME;
  return `Expires=${expires}&Signature=${signatureOf(world, time, expires)}`;
}

/** The messages of a file as they are now; undefined where its URL is not one of ours or has expired. */
export function historyFile(world: World, time: string, query: URLSearchParams): Message[] | undefined {
  const expires = Number(query.get("Expires"));
  const given = Buffer.from(query.get("Signature") ?? "");
  const right = Buffer.from(signatureOf(world, time, expires));
  if (given.length !== right.length || !timingSafeEqual(given, right) || expires * 1000 <= world.now) return undefined;
  return world.messages.by("hour", toHour(time) ?? "").oldest(Number.POSITIVE_INFINITY);
}

/** One record, or one for each user of a message to all. */
export function* recordsOf(message: Message, usernames: readonly string[]): Generator<HistoryRecord> {
  const { id: msg_id, sent: timestamp, chatType: chat_type, from, type, body, ext } = message;
  for (const to of message.to === EVERYONE ? usernames : [message.to]) {
    const payload = { bodies: [{ type, ...body }], ...(ext && { ext }), from, to };
    yield { msg_id, timestamp, direction: "outgoing", from, to, chat_type, payload };
  }
}

function signatureOf({ app }: World, time: string, expires: number): string {
  return createHmac("sha256", SECRET).update(`${app.uuid} ${time} ${expires}`).digest("base64url");
}

/** As hours are numbered here; undefined for one that no calendar has. */
function toHour(time: string): string | undefined {
  const [, year, month, day, hour] = /^(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(time) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
  const isReal = !Number.isNaN(at) && new Date(at).getUTCDate() === Number(day);
  return isReal ? hourOf(at) : undefined;
}
