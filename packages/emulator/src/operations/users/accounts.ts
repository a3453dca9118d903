import { disconnect } from "../../domain/device.ts";
import { findUser } from "../../domain/find-user.ts";
import { ban, setPassword, unban } from "../../domain/user.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { userEntity } from "./entity.ts";

export const accounts = handlers({
  updateUserPassword(world, { path, body }) {
    setPassword(world, findUser(world, path.username), body.newpassword);
    return {};
  },
  deactivateUser(world, { path }) {
    return { entities: [userEntity(ban(world, findUser(world, path.username)))] };
  },
  activateUser(world, { path }) {
    unban(world, findUser(world, path.username));
    return {};
  },
  disconnectUser: (world, { path }) => disconnectAll(world, path.username),
  disconnectUserByPost: (world, { path }) => disconnectAll(world, path.username),
});

function disconnectAll(world: World, username: string) {
  disconnect(world, findUser(world, username));
  return { data: { result: true } };
}
