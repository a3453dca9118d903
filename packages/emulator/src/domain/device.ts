/** Where users are logged in. */
import type { Device, User } from "../world/entities.ts";
import type { LogoutReason } from "../world/events.ts";
import type { World } from "../world/world.ts";
import { awaitReturn } from "./absence.ts";

/** On how many devices a user may be logged in. */
const MOST_DEVICES = 4;

/**
 * Logs a user in on a device, where they may be logged in already; the device that came first has to go where there are too
 * many. What waited for them reaches them by that.
 */
export function logIn(world: World, user: User, resource: string, name?: string): void {
  const { username } = user;
  const { uuid = world.ids.uuid(), ...known } = world.devices.get(username, resource) ?? {};
  const isNew = !world.devices.has(username, resource);
  const [first] = devicesOf(world, username);
  if (isNew && first && world.devices.by("user", username).size >= MOST_DEVICES) {
    logOut(world, user, first.resource, "replaced");
  }
  if (!isOnline(world, username)) world.sessions.put({ user: username, from: world.place });
  world.devices.put({
    ...known,
    ...(name !== undefined && { name }),
    ...{ user: username, resource, uuid, since: world.now },
  });
  if (isNew) world.emit({ type: "device-online", user: username, resource });
}

/** Logs a user out on a device. @returns whether they were logged in there */
export function logOut(
  world: World,
  { username }: Pick<User, "username">,
  resource: string,
  reason: LogoutReason = "logout",
): boolean {
  if (!world.devices.has(username, resource)) return false;
  world.devices.delete(username, resource);
  if (!isOnline(world, username)) goOffline(world, username);
  world.emit({ type: "device-offline", user: username, resource, reason });
  return true;
}

/** Logs a user out of all devices. */
export function disconnect(world: World, user: User): void {
  for (const { resource } of devicesOf(world, user.username)) logOut(world, user, resource, "forced");
  world.emit({ type: "user-disconnected", user });
}

export function devicesOf(world: World, username: string): Device[] {
  return [...world.devices.by("user", username)];
}

export function isOnline(world: World, username: string): boolean {
  return world.devices.by("user", username).size > 0;
}

function goOffline(world: World, username: string): void {
  endSession(world, username);
  for (const { channel: id } of world.members.by("user", username)) {
    const channel = world.channels.get(id);
    if (channel) awaitReturn(world, channel, username);
  }
}

function endSession(world: World, username: string): void {
  const [session] = world.sessions.by("user", username).newest(1);
  if (!session) return;
  // In a new place, so that its end is not beyond the last place when the app is opened again.
  world.sessions.delete(username, String(session.from));
  world.sessions.put({ ...session, until: world.place });
}
