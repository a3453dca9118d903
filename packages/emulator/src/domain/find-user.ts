import type { User } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** @throws Refusal ServiceResourceNotFound */
export function findUser(world: World, username: string): User {
  const user = world.users.get(username);
  if (!user) throw refuse("ServiceResourceNotFound");
  return user;
}

/** Finds a user by name or by UUID. @throws Refusal ServiceResourceNotFound */
export function findUserByNameOrUuid(world: World, nameOrUuid: string): User {
  return world.users.by("uuid", nameOrUuid).first() ?? findUser(world, nameOrUuid);
}

/** The user whom a call names beside its own subject. @throws Refusal UserNotFound */
export function findNamedUser(world: World, username: string): User {
  const user = world.users.get(username);
  if (!user) throw refuse("UserNotFound", { username });
  return user;
}
