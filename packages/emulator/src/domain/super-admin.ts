import type { User } from "../world/entities.ts";
import type { World } from "../world/world.ts";

export function addSuperAdmin(world: World, { username }: User): void {
  if (world.superAdmins.has(username)) return;
  world.superAdmins.put({ username });
  world.emit({ type: "super-admin-added", user: username });
}

export function removeSuperAdmin(world: World, { username }: User): void {
  if (!world.superAdmins.has(username)) return;
  world.superAdmins.delete(username);
  world.emit({ type: "super-admin-removed", user: username });
}
