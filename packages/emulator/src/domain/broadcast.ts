/** Messages to all rooms or all users. */
import { EVERYONE } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { checkSize, type Draft, sendIn, store, toMessage } from "./sending.ts";

/**
 * Sends to every room that has people and has seen a message before.
 * @returns the id of the broadcast
 * @throws Refusal RequestEntityTooLarge
 */
export function broadcastToRooms(world: World, draft: Draft): string {
  checkSize(draft);
  for (const { id } of [...world.channels.by("kind", "room")]) {
    const isActive = world.members.by("channel", id).size > 0 && world.messages.by("conversation", id).size > 0;
    if (isActive) sendIn(world, "room", id, draft);
  }
  return world.ids.message();
}

/** Sends to every user. @returns the id of the broadcast @throws Refusal RequestEntityTooLarge */
export function broadcastToUsers(world: World, draft: Draft): string {
  checkSize(draft);
  return store(world, toMessage(world, "chat", EVERYONE, draft)).id;
}
