import type { CallbackRule } from "./callbacks.ts";
import type { Settings } from "./controls.ts";
import type { Event } from "./events.ts";
import type { Ids } from "./ids.ts";
import type { QuotaOfPlan } from "./quotas.ts";

/** How an app is named. */
export interface AppName {
  org: string;
  app: string;
  /** The UUID by which responses name it. */
  uuid: string;
  /** With what it gets tokens; undefined where any will do, null where none does. */
  client?: { id: string; secret: string } | null;
}

export interface WorldOptions {
  /** @default an app without a name */
  app?: AppName;
  /** The time in Unix milliseconds. @default Date.now */
  clock?: () => number;
  ids?: Ids;
  /** How much there may be of something. @default as much as one likes */
  quotas?: QuotaOfPlan;
  /** How the app is set up until it is changed. @default no plan, all features, no rates, lenient sends */
  settings?: Settings;
  /** What is posted to where, beside what the app's own rules say. @default nothing */
  callbackRules?: readonly CallbackRule[];
  /** Is told of each event within the call that raises it, to change more in the same commit. @default nothing more */
  react?: (event: Event) => void;
  /** Whether rows are frozen, so that code which changes one in place fails. @default false */
  freeze?: boolean;
}

/** A row as it is stored. */
export interface StoredRow {
  readonly table: string;
  readonly key: string;
  readonly place: number;
  /** Undefined where the row is gone. */
  readonly row: object | undefined;
}

export const NAMELESS: AppName = { org: "org", app: "app", uuid: "00000000-0000-0000-0000-000000000000" };
