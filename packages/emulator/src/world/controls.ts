/** What tests have set for an app: rows, so that they last as long as what the app holds. */
import type { TableDefinition } from "./table.ts";

/** The clock of an app, where it is not the emulator's. In ms. */
export interface ClockControl {
  readonly name: "clock";
  /** How far it is ahead of the emulator's. */
  readonly ahead: number;
  /** The time at which it stands still. */
  readonly frozen?: number;
}

export type Control = ClockControl;

export const CONTROLS: TableDefinition<Control, never> = { key: ({ name }) => name };

/** The time by a clock. */
export function timeBy(clock: ClockControl | undefined, realTime: number): number {
  return clock ? (clock.frozen ?? realTime + clock.ahead) : realTime;
}
