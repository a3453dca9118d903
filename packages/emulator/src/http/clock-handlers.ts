/** What `/_emulator` has for the clock of an app. */
import { type ClockChange, changeClock, clockOf } from "../domain/clock.ts";
import type { Apps } from "../store/apps.ts";
import type { World } from "../world/world.ts";
import { type AdminHandlers, type AdminInput, failed, noApp } from "./admin-handlers.ts";

type ClockHandlers = Pick<AdminHandlers, "getClock" | "changeClock">;

export function createClockHandlers(apps: Apps): ClockHandlers {
  async function withWorld<Result>({ tenant }: AdminInput, act: (world: World) => Result) {
    const app = await apps.find(tenant);
    if (!app) return noApp(tenant);
    const result = await app.call(act);
    await app.settled();
    return result;
  }

  return {
    getClock: (input) => withWorld(input, clockOf),
    changeClock: (input) =>
      withWorld(input, (world) => {
        const { set, ...change } = input.body as Omit<ClockChange, "set"> & { set?: number | string };
        try {
          return changeClock(world, { ...change, ...(set !== undefined && { set: new Date(set).getTime() }) });
        } catch (error) {
          if (error instanceof RangeError) return failed(400, error.message);
          throw error;
        }
      }),
  };
}
