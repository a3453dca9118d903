import type { World } from "../world/world.ts";

/** How far a clock is moved on. Parts that are missing are 0; none is negative. */
export interface TimeSpan {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  ms?: number;
}

export interface ClockState {
  /** The app's time, in Unix ms. */
  now: number;
  /** Whether it stands still. */
  frozen: boolean;
}

/** What is done to a clock, in this order. */
export interface ClockChange {
  /** The time that it is set to, in Unix ms. */
  set?: number;
  advance?: TimeSpan;
  /** Whether it stands still from then on; without it, that stays as it is. */
  frozen?: boolean;
}

const MS: Readonly<Record<keyof TimeSpan, number>> = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  ms: 1,
};

/** The latest time that a date can have, in Unix ms. */
const LATEST = 8_640_000_000_000_000;

export function clockOf(world: World): ClockState {
  return { now: world.now, frozen: isFrozen(world) };
}

/**
 * Changes the clock of an app. What expires follows at once, since all that reads the time reads this clock.
 * @throws RangeError with a sentence for a time before the app's, since what has happened would lie in the future
 */
export function changeClock(world: World, { set, advance = {}, frozen = isFrozen(world) }: ClockChange): ClockState {
  const now = (set ?? world.now) + lengthOf(advance);
  if (!Number.isSafeInteger(now) || now > LATEST) throw new RangeError("give a time in whole milliseconds");
  if (now < world.now) {
    throw new RangeError(
      `the clock is at ${iso(world.now)}, and cannot go back to ${iso(now)}: reset the app for that`,
    );
  }
  world.clock.put({ ahead: now - world.realTime, ...(frozen && { frozen: now }) });
  world.tell();
  world.emit({ type: "clock-changed" });
  return clockOf(world);
}

/** In ms. @throws RangeError for a negative part or one that is not there */
function lengthOf(span: TimeSpan): number {
  let length = 0;
  for (const [unit, count] of Object.entries(span)) {
    const ms = MS[unit as keyof TimeSpan];
    if (ms === undefined) throw new RangeError(`a clock has no ${unit}; there are ${Object.keys(MS).join(", ")}`);
    if (!(count >= 0)) throw new RangeError(`a clock cannot advance by ${count} ${unit}`);
    length += count * ms;
  }
  return Math.round(length);
}

function isFrozen({ clock }: World): boolean {
  return clock.get("")?.frozen !== undefined;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
