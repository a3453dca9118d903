/** Callbacks on their way to the app server, and those that it did not receive. */
import { callbackDeliveryOf, readDescription } from "@agora-chat-openapi/description";
import type { Delivery, StoredCallback } from "../world/callbacks.ts";
import { schedule } from "../world/schedule.ts";
import type { World } from "../world/world.ts";

/** Ten minutes of callbacks that failed. */
export interface Bucket {
  date: string;
  size: number;
  /** How often it was sent again. */
  retry: number;
}

/** How far the clock that names buckets is ahead of UTC, in ms. */
const AHEAD = 28_800_000;
const FEATURE = "callback-storage";

/** How what is due is named: that stored callbacks go. */
export const STORED_EXPIRY = "stored-callbacks-expire";

type Facts = NonNullable<ReturnType<typeof callbackDeliveryOf>>;
let facts: Facts | undefined;

/** What the description says of deliveries. */
export function deliveryFacts(): Facts {
  facts ??= callbackDeliveryOf(readDescription());
  if (!facts) throw new Error("the description does not say how callbacks are delivered");
  return facts;
}

/** Has something posted, once this is stored. */
export function queue(world: World, delivery: Delivery): void {
  world.deliveries.put(delivery);
  world.emit({ type: "callback-queued", id: delivery.id });
}

/** Takes a delivery for received. */
export function settle(world: World, { id }: Delivery): void {
  world.deliveries.delete(id);
}

/** Takes a delivery for failed. @returns whether it is kept, as it is once where the app stores callbacks */
export function giveUp(world: World, delivery: Delivery): boolean {
  const { id, rule, name, body, created, isResent } = delivery;
  if (!world.deliveries.has(id)) return false;
  world.deliveries.delete(id);
  if (isResent || world.settings.featuresOff.includes(FEATURE)) return false;
  const failed = world.now;
  world.storedCallbacks.put({ id, rule, name, body, created, failed, bucket: bucketOf(failed), resends: 0 });
  if (!world.due.has(STORED_EXPIRY, "")) planExpiry(world);
  return true;
}

/** The buckets that have not expired, the oldest first. */
export function bucketsOf(world: World): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const { bucket: date, resends } of keptCallbacks(world)) {
    const { size = 0, retry = 0 } = buckets.get(date) ?? {};
    buckets.set(date, { date, size: size + 1, retry: Math.max(retry, resends) });
  }
  return [...buckets.values()];
}

/** Callbacks that failed and have not expired. */
export function keptCallbacks(world: World): StoredCallback[] {
  return [...world.storedCallbacks.by("all")].filter((each) => !isExpired(world, each));
}

/**
 * Has the callbacks of a bucket posted once more; they stay where they are.
 * @param url where to, if not where their rules say
 * @returns whether there are any to post
 */
export function resendBucket(world: World, date: string, url?: string): boolean {
  const kept = [...world.storedCallbacks.by("bucket", date)].filter((each) => !isExpired(world, each));
  const known = kept.filter(({ rule }) => world.rules.some(({ id }) => id === rule));
  for (const callback of known) resend(world, callback, url);
  return known.length > 0;
}

function resend(world: World, stored: StoredCallback, url: string | undefined): void {
  const { rule, name, body, created, resends } = stored;
  world.storedCallbacks.put({ ...stored, resends: resends + 1 });
  const delivery = { id: world.ids.uuid(), rule, name, body, created, isResent: true as const };
  queue(world, { ...delivery, ...(url && { url }) });
}

/** Drops stored callbacks whose time is over. */
export function expireStored(world: World): void {
  const expired = [...world.storedCallbacks.by("all")].filter((each) => isExpired(world, each));
  for (const { id } of expired) world.storedCallbacks.delete(id);
  planExpiry(world);
}

function planExpiry(world: World): void {
  const first = world.storedCallbacks.by("all").first();
  if (first) schedule(world, STORED_EXPIRY, "", endOf(first));
}

function isExpired(world: World, callback: StoredCallback): boolean {
  return world.now >= endOf(callback);
}

function endOf({ failed }: StoredCallback): number {
  return failed + deliveryFacts().after.storage.keptMs;
}

/** The name of the bucket of a time: when it begins. */
function bucketOf(time: number): string {
  const { bucketMs } = deliveryFacts().after.storage;
  const begin = Math.floor((time + AHEAD) / bucketMs) * bucketMs;
  return new Date(begin).toISOString().replace(/\D/g, "").slice(0, 12);
}
