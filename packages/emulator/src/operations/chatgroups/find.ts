import { findChannel } from "../../domain/channel.ts";
import type { Channel } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";

/** @throws Refusal where there is no such group */
export function findGroup(world: World, { group_id }: { group_id: string }): Channel {
  return findChannel(world, "group", group_id);
}
