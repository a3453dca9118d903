import { logOut } from "../domain/device.ts";
import type { App } from "../store/app.ts";

/** Logs out the devices whose sockets have ended without that: with an earlier emulator, or before an app was restored. */
export async function endLostSessions(app: App): Promise<void> {
  await app.call((world) => {
    for (const { row } of [...world.devices.list()]) {
      if (world.positions.has(row.user, row.resource)) logOut(world, { username: row.user }, row.resource);
    }
  });
}
