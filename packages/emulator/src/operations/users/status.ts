import { isOnline } from "../../domain/device.ts";
import { findUser } from "../../domain/find-user.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";

export const status = handlers({
  getUserStatus(world, { path }) {
    const { username } = findUser(world, path.username);
    return { data: { [username]: statusOf(world, username) } };
  },
  getUserStatuses(world, { body }) {
    return { data: body.usernames.map((username) => ({ [username]: statusOf(world, username) })) };
  },
});

function statusOf(world: World, username: string): "online" | "offline" {
  return isOnline(world, username) ? "online" : "offline";
}
