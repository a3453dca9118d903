/** Where users are logged in. */
import type { User } from "../world/entities.ts";
import type { World } from "../world/world.ts";

/** Logs a user in on a device, where they may be logged in already. */
export function logIn(world: World, { username }: User, resource: string): void {
  world.devices.put({ user: username, resource, since: world.now });
}

/** Logs a user out of all devices. */
export function disconnect(world: World, user: User): void {
  world.devices.deleteBy("user", user.username);
  world.emit({ type: "user-disconnected", user });
}

export function isOnline(world: World, username: string): boolean {
  return world.devices.by("user", username).size > 0;
}
