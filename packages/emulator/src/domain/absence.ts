/** Members of a chat room who stay offline drop out of it. */

import type { Channel } from "../world/entities.ts";
import { cancel, schedule } from "../world/schedule.ts";
import type { World } from "../world/world.ts";

/** How what is due is named: that a member drops out who has not come back. */
export const DROPPING_OUT = "room-member-drops-out";

/** How long a member may be offline, in ms. */
const LONGEST_ABSENCE = 120_000;

/** Has a member who is offline drop out of a room unless they are back by then; groups keep theirs. */
export function awaitReturn(world: World, channel: Pick<Channel, "id" | "kind">, username: string): void {
  if (channel.kind === "group" || world.devices.by("user", username).size > 0) return;
  schedule(world, DROPPING_OUT, keyOf(channel, username), world.now + LONGEST_ABSENCE);
}

export function stopAwaiting(world: World, channel: Pick<Channel, "id">, username: string): void {
  cancel(world, DROPPING_OUT, keyOf(channel, username));
}

/** The room and the member whom a key names. */
export function absentMember(world: World, key: string): { room: Channel | undefined; username: string } {
  const end = key.indexOf("/");
  return { room: world.channels.get(key.slice(0, end)), username: key.slice(end + 1) };
}

function keyOf({ id }: Pick<Channel, "id">, username: string): string {
  return `${id}/${username}`;
}
