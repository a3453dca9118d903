/** Notifications that the app sends, and what comes of them. Nothing leaves the emulator: a vendor takes all that it may. */
import type { PushNotification, PushOutcome, PushSend } from "../world/push.ts";
import type { World } from "../world/world.ts";
import { isOnline } from "./device.ts";

/** How many sends are remembered beside those that wait for their start. */
const MOST_SENDS = 1000;

/** Which ways a strategy takes: the vendor's service, and Agora's channel for everyone or for those who are online. */
const WAYS: Readonly<Record<number, { vendor: boolean; agora: "all" | "online" | "none" }>> = {
  0: { vendor: true, agora: "all" },
  1: { vendor: false, agora: "all" },
  2: { vendor: true, agora: "none" },
  3: { vendor: true, agora: "all" },
  4: { vendor: false, agora: "online" },
};
const VENDOR_ALONE = 2;
/** The strategy by which the vendor's service is for those who are offline. */
const ONLINE_FIRST = 3;

/** Sends to users at once, registered or not, and remembers what came of it. */
export function sendNow(world: World, usernames: readonly string[], notification: PushNotification): PushSend {
  const send = { id: world.ids.message(), kind: "users", begins: world.now, ...notification } as const;
  return finish(world, send, usernames);
}

/** Notifies users, and keeps the result with the send. */
export function finish(world: World, send: PushSend, usernames: readonly string[]): PushSend {
  const outcomes = new Map<PushOutcome, string[]>();
  for (const username of new Set(usernames)) {
    const outcome = notify(world, username, send.strategy);
    outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), username]);
  }
  const done = { ...send, outcomes: Object.fromEntries(outcomes) };
  world.pushSends.put(done);
  forgetOldest(world);
  return done;
}

/** What came of a send for a user. */
export function outcomeFor({ outcomes = {} }: PushSend, username: string): PushOutcome {
  const names = Object.keys(outcomes) as PushOutcome[];
  return names.find((name) => outcomes[name]?.includes(username)) ?? "unregistered";
}

function notify(world: World, username: string, strategy = VENDOR_ALONE): PushOutcome {
  if (!world.users.has(username)) return "unregistered";
  const { vendor, agora } = WAYS[strategy] ?? { vendor: true, agora: "none" };
  const online = isOnline(world, username);
  const isForAgora = strategy === ONLINE_FIRST && online;
  if (vendor && !isForAgora && pushThroughVendor(world, username)) return "delivered";
  if (agora === "none") return "unbound";
  return agora === "all" || online ? "delivered" : "offline";
}

/** Pushes to each device that has a token. @returns whether there is one */
function pushThroughVendor(world: World, username: string): boolean {
  const vendors = [...world.pushBindings.by("user", username)].flatMap(
    ({ certificate }) => world.pushCertificates.by("name", certificate).first()?.settings.provider ?? [],
  );
  for (const vendor of vendors) count(world, vendor);
  return vendors.length > 0;
}

function count(world: World, vendor: string): void {
  const day = new Date(world.now).toISOString().slice(0, 10);
  const taken = world.pushFigures.get(day, vendor)?.taken ?? 0;
  world.pushFigures.put({ day, vendor, taken: taken + 1 });
}

function forgetOldest({ pushSends }: World): void {
  const done = pushSends.by("done");
  const oldest = done.first();
  if (oldest && done.size > MOST_SENDS) pushSends.delete(oldest.id);
}

/** How many notifications each vendor took on each of some days, the latest day first. */
export function figures(world: World, begin: string, end: string, vendor?: string) {
  const rows = [...world.pushFigures.by("all")].filter(({ day }) => begin <= day && day <= end);
  const wanted = rows.filter((row) => vendor === undefined || row.vendor === vendor);
  const days = [...new Set(wanted.map(({ day }) => day))].sort().reverse();
  return days.map((day) => ({ day, vendors: wanted.filter((row) => row.day === day) }));
}
