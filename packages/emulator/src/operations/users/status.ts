import { arrivalOf, arrivalsOf } from "../../domain/audience.ts";
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
  getOfflineMessageCount(world, { path }) {
    const { username } = findUser(world, path.username);
    return { data: { [username]: arrivalsOf(world, username).filter(({ waited }) => waited).length } };
  },
  getOfflineMessageStatus(world, { path: { msg_id }, path }) {
    const arrival = arrivalOf(world, findUser(world, path.username).username, msg_id);
    return { data: arrival ? { [msg_id]: arrival.delivered ? "delivered" : "undelivered" } : {} };
  },
});

function statusOf(world: World, username: string): "online" | "offline" {
  return isOnline(world, username) ? "online" : "offline";
}
