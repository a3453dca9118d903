import { devicesOf, logOut } from "../../domain/device.ts";
import { findUser } from "../../domain/find-user.ts";
import { handlers } from "../handlers.ts";

export const devices = handlers({
  listUserDevices(world, { path }) {
    const { username } = findUser(world, path.username);
    return { data: devicesOf(world, username).map(({ resource: res }) => ({ res })) };
  },
  disconnectUserDevice(world, { path }) {
    logOut(world, findUser(world, path.username), path.resource, "forced");
    return { data: { result: true } };
  },
});
