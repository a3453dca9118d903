/** What `/_emulator` has for how an app is set up. */
import { changeSettings, checkFeatures } from "../domain/settings.ts";
import type { Apps } from "../store/apps.ts";
import type { Settings } from "../world/controls.ts";
import { type AdminHandlers, failed, noApp, type Success } from "./admin-handlers.ts";

type SettingsHandlers = Pick<AdminHandlers, "getSettings" | "changeSettings">;

/** @param features those that can be off */
export function createSettingsHandlers(apps: Apps, features: readonly string[]): SettingsHandlers {
  return {
    async getSettings({ tenant }) {
      const app = await apps.find(tenant);
      return app ? app.call((world) => toBody(world.settings)) : noApp(tenant);
    },
    async changeSettings({ tenant, body }) {
      const app = await apps.find(tenant);
      if (!app) return noApp(tenant);
      const change = body as Partial<Settings>;
      try {
        checkFeatures(change.featuresOff ?? [], features);
      } catch (error) {
        return failed(400, (error as RangeError).message);
      }
      return app.call((world) => toBody(changeSettings(world, change)));
    },
  };
}

function toBody(settings: Settings): Success<"getSettings"> {
  return { ...settings, featuresOff: [...settings.featuresOff] };
}
