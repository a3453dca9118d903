import { devicesOf, logOut } from "../../domain/device.ts";
import { findUser } from "../../domain/find-user.ts";
import type { Device } from "../../world/entities.ts";
import { handlers } from "../handlers.ts";

function entity({ resource: res, uuid, name }: Device) {
  return { res, device_uuid: uuid, ...(name !== undefined && { device_name: name }) };
}

export const devices = handlers({
  listUserDevices(world, { path }) {
    const { username } = findUser(world, path.username);
    return { data: devicesOf(world, username).map(entity) };
  },
  disconnectUserDevice(world, { path }) {
    logOut(world, findUser(world, path.username), path.resource, "forced");
    return { data: { result: true } };
  },
});
