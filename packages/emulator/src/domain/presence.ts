/** How users show up on their devices, and who follows that. */
import type { User } from "../world/entities.ts";
import type { Presence, PresenceSubscription } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import type { Rows } from "../world/rows.ts";
import type { World } from "../world/world.ts";
import { isOnline } from "./device.ts";

/** How long the text of a presence may be, in bytes. */
const TEXT_BYTES = 1024;
/** The status of a device that is logged in. */
const ONLINE = "1";

/** Sets the status of a device, and the text of its user. @throws Refusal PresenceTextTooLong */
export function setPresence(world: World, { username }: User, resource: string, status: string, text: string): void {
  if (Buffer.byteLength(text) > TEXT_BYTES) throw refuse("PresenceTextTooLong");
  const statuses = { ...world.presences.get(username)?.statuses, [resource]: status };
  world.presences.put({ username, statuses, text, changed: world.now });
  world.emit({ type: "presence-changed", user: username });
}

/** How a user shows up; one without a status has no devices. */
export function presenceOf(world: World, username: string): Presence {
  const stored = world.presences.get(username);
  const devices = [...world.devices.by("user", username)];
  return {
    username,
    statuses: { ...Object.fromEntries(devices.map(({ resource }) => [resource, ONLINE])), ...stored?.statuses },
    text: stored?.text ?? "",
    changed: Math.max(stored?.changed ?? 0, ...devices.map(({ since }) => since)),
  };
}

/**
 * Follows those users who exist for some time.
 * @returns the subscriptions, in the order of the names
 * @throws Refusal PresenceOfOneself
 */
export function subscribe(
  world: World,
  { username: owner }: User,
  usernames: readonly string[],
  seconds: number,
): PresenceSubscription[] {
  if (usernames.includes(owner)) throw refuse("PresenceOfOneself");
  const until = world.now + seconds * 1000;
  const followed = usernames.filter((user) => world.users.has(user));
  const subscriptions = followed.map((user) => ({ owner, user, until }));
  for (const subscription of subscriptions) world.presenceSubscriptions.put(subscription);
  giveWay(world, world.presenceSubscriptions.by("owner", owner));
  for (const user of followed) giveWay(world, world.presenceSubscriptions.by("user", user));
  return subscriptions.filter(({ user }) => world.presenceSubscriptions.has(owner, user));
}

/** Ends the subscriptions that end first, where there are more than there may be; those that are over end anyway. */
function giveWay(world: World, rows: Rows<PresenceSubscription>): void {
  const over = [...rows].filter(({ until }) => until <= world.now);
  for (const { owner, user } of over) world.presenceSubscriptions.delete(owner, user);
  const surplus = rows.size - world.quota("presenceSubscriptions");
  if (surplus <= 0) return;
  const endFirst = [...rows].sort((one, other) => one.until - other.until).slice(0, surplus);
  for (const { owner, user } of endFirst) world.presenceSubscriptions.delete(owner, user);
}

export function unsubscribe(world: World, { username: owner }: User, usernames: readonly string[]): void {
  for (const user of usernames) world.presenceSubscriptions.delete(owner, user);
}

/** Whom a user follows now, first followed first. */
export function subscriptionsOf(world: World, owner: string): PresenceSubscription[] {
  return [...world.presenceSubscriptions.by("owner", owner)].filter(({ until }) => until > world.now);
}

/** How many members of a group are logged in. @throws Refusal ServiceResourceNotFound */
export function onlineMemberCount(world: World, id: string): number {
  if (world.channels.get(id)?.kind !== "group") throw refuse("ServiceResourceNotFound");
  return [...world.members.by("channel", id)].filter(({ user }) => isOnline(world, user)).length;
}
