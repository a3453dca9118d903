import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

type Values = Readonly<Record<string, string>>;

/** The attributes of a user; none of one who is not there. */
export function attributesOf(world: World, username: string): Values {
  return world.userAttributes.get(username)?.values ?? {};
}

/** Sets some attributes; others stay. @throws Refusal UserAttributesTooLarge */
export function setAttributes(world: World, username: string, values: Values): void {
  const all = { ...attributesOf(world, username), ...values };
  if (sizeOf(all) > world.quota("userAttributeBytes")) throw refuse("UserAttributesTooLarge");
  world.userAttributes.put({ username, values: all });
}

export function deleteAttributes(world: World, username: string): void {
  world.userAttributes.delete(username);
}

/** The attributes of all users, in bytes. */
export function totalSize(world: World): number {
  let total = 0;
  for (const { row } of world.userAttributes.list()) total += sizeOf(row.values);
  return total;
}

/** Those attributes that are asked for and there. */
export function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** The size of names and values in UTF-8. */
export function sizeOf(values: Values): number {
  return Object.entries(values).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
}
