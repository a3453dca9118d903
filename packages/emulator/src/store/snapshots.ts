/** What apps held at moments to which they can go back. Rows are shared with the app, so that a snapshot costs little. */
import type { StoredRow } from "../world/world.ts";
import type { App } from "./app.ts";

/** A moment of an app. */
export interface Snapshot {
  readonly id: string;
  /** How many rows the app held. */
  readonly rows: number;
}

/** Snapshots of one app, kept in memory until it is reset or the emulator ends. */
export interface Snapshots {
  readonly size: number;
  take(app: App): Promise<Snapshot>;
  /** Makes the app hold what it held then. @returns false where there is no such snapshot */
  restore(app: App, id: string): Promise<boolean>;
  clear(): void;
}

export function createSnapshots(): Snapshots {
  const taken = new Map<string, readonly StoredRow[]>();
  let count = 0;
  return {
    get size() {
      return taken.size;
    },
    async take(app) {
      const id = String(++count);
      const rows = await app.call((world) => {
        const all = world.rows();
        taken.set(id, all);
        return all.length;
      });
      return { id, rows };
    },
    async restore(app, id) {
      const rows = taken.get(id);
      if (rows) await app.call((world) => world.replace(rows));
      return rows !== undefined;
    },
    clear: () => taken.clear(),
  };
}
