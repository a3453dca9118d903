/** What `/_emulator` has for snapshots of an app. */
import type { Apps, Tenant } from "../store/apps.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { type AdminHandlers, failed, noApp } from "./admin-handlers.ts";

type SnapshotHandlers = Pick<AdminHandlers, "takeSnapshot" | "restoreSnapshot">;

export function createSnapshotHandlers(apps: Apps, snapshotsOf: (tenant: Tenant) => Snapshots): SnapshotHandlers {
  return {
    async takeSnapshot({ tenant }) {
      const app = await apps.find(tenant);
      return app ? snapshotsOf(tenant).take(app) : noApp(tenant);
    },
    async restoreSnapshot({ tenant, path }) {
      const { snapshot = "" } = path;
      const app = await apps.find(tenant);
      if (!app) return noApp(tenant);
      const isThere = await snapshotsOf(tenant).restore(app, snapshot);
      return isThere ? { done: true } : failed(404, `there is no snapshot ${snapshot} of ${tenant.org}/${tenant.app}`);
    },
  };
}
