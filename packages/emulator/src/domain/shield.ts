/** Members who want no messages of a group, and stay in it. */
import type { Channel } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { shieldsOf } from "./audience.ts";

/** @returns why it is as it was */
export function setShield(
  world: World,
  username: string,
  id: string,
  isOn: boolean,
): "no-such-chatgroup" | "not-a-member" | undefined {
  const group = world.channels.get(id);
  if (group?.kind !== "group") return "no-such-chatgroup";
  if (!world.members.has(id, username)) return "not-a-member";
  if (isOn === isShielded(world, group, username)) return undefined;
  if (isOn) world.shields.put({ user: username, channel: id, from: world.place });
  else endShield(world, group, username);
  world.emit({ type: isOn ? "messages-blocked" : "messages-unblocked", channel: group, user: username });
  return undefined;
}

export function isShielded(world: World, { id }: Pick<Channel, "id">, username: string): boolean {
  return shieldsOf(world, username, id).some(({ until }) => until === undefined);
}

/** Ends it where there is one, as when a member leaves. */
export function endShield(world: World, { id }: Pick<Channel, "id">, username: string): void {
  const open = shieldsOf(world, username, id).find(({ until }) => until === undefined);
  if (!open) return;
  // In a new place, so that its end is not beyond the last place when the app is opened again.
  world.shields.delete(username, id, String(open.from));
  world.shields.put({ ...open, until: world.place });
}
