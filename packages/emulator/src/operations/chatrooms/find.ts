import { findChannel } from "../../domain/channel.ts";
import type { Channel } from "../../world/entities.ts";
import type { World } from "../../world/world.ts";

/** @throws Refusal where there is no such room */
export function findRoom(world: World, { chatroom_id }: { chatroom_id: string }): Channel {
  return findChannel(world, "room", chatroom_id);
}
