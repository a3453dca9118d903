/** What `/_emulator` has to fill an app. */
import type { Seed } from "../seed/seed.ts";
import type { Apps } from "../store/apps.ts";
import { type AdminHandlers, noApp } from "./admin-handlers.ts";

export function createSeedHandlers(apps: Apps, seed: Seed): Pick<AdminHandlers, "seedApp"> {
  return {
    async seedApp({ tenant, body }) {
      const app = await apps.find(tenant);
      if (!app) return noApp(tenant);
      await seed(app, (body as { seed: string }).seed);
      return { done: true };
    },
  };
}
