/** What tests have set for an app: rows, so that they last as long as what the app holds. One each at most. */
import type { Plan } from "./quotas.ts";
import type { TableDefinition } from "./table.ts";

/** The clock of an app, where it is not the emulator's. In ms. */
export interface ClockControl {
  /** How far it is ahead of the emulator's. */
  readonly ahead: number;
  /** The time at which it stands still. */
  readonly frozen?: number;
}

/** How an app is set up. */
export interface Settings {
  /** The pricing plan whose quotas hold; null where quotas of plans do not. */
  readonly plan: Plan | null;
  /** Features of the API that are off, by the names that the description gives them (`x-feature`). */
  readonly featuresOff: readonly string[];
  /** Whether calls beyond the documented rates are refused with 429. */
  readonly rateLimits: boolean;
  /** Whether those who may not speak are refused in the API, too, as their devices are. */
  readonly strictSending: boolean;
}

export const DEFAULTS: Settings = { plan: null, featuresOff: [], rateLimits: false, strictSending: false };

const KEY = "";

export const CLOCK: TableDefinition<ClockControl, never> = { key: () => KEY };
export const SETTINGS: TableDefinition<Settings, never> = { key: () => KEY };

/** The time by a clock. */
export function timeBy(clock: ClockControl | undefined, realTime: number): number {
  return clock ? (clock.frozen ?? realTime + clock.ahead) : realTime;
}
