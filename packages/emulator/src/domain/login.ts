/** Who gets a token of a user. */
import type { User } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { hasPassword, register } from "./user.ts";

/** @throws Refusal PasswordUserUnknown, PasswordWrong, UserBanned */
export function logInByPassword(world: World, username: string, password: string): User {
  const user = world.users.get(username);
  if (!user) throw refuse("PasswordUserUnknown");
  if (!hasPassword(user, password)) throw refuse("PasswordWrong");
  if (!user.activated) throw refuse("UserBanned");
  return user;
}

/**
 * Finds the user whom the app vouches for.
 * @param registers whether one who is not there is registered
 * @throws Refusal InheritUserUnknown, UserBanned
 */
export function logInByName(world: World, username: string, registers: boolean): User {
  const user = world.users.get(username);
  if (!user && !registers) throw refuse("InheritUserUnknown");
  if (user?.activated === false) throw refuse("UserBanned");
  return user ?? register(world, { username });
}

/** @throws Refusal ClientIdUnknown, ClientSecretWrong */
export function checkClient({ app: { client } }: World, id: string, secret: string): void {
  if (client === undefined) return;
  if (id !== client?.id) throw refuse("ClientIdUnknown");
  if (secret !== client.secret) throw refuse("ClientSecretWrong");
}
