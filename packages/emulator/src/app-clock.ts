import { type ClockChange, type ClockState, changeClock, clockOf, type TimeSpan } from "./domain/clock.ts";
import type { App } from "./store/app.ts";

/**
 * The clock of an app. What expires, such as mutes, tokens and the time in which a message can be recalled, goes by it, and
 * so do the times in responses. It never goes back, but for a reset of the app.
 */
export interface EmulatedClock {
  /** Tells the app's time. */
  read(): Promise<ClockState>;
  /** Makes it stand still, at a time or where it is. @throws RangeError for a time before the app's */
  freeze(time?: Date | number): Promise<ClockState>;
  /**
   * Sets it, as a date or in Unix ms. It goes on from there, or stands there if it was frozen.
   * @throws RangeError for a time before the app's
   */
  set(time: Date | number): Promise<ClockState>;
  /** Moves it on, also while it is frozen: `advance({ hours: 1 })`. @throws RangeError for a negative length */
  advance(span: TimeSpan): Promise<ClockState>;
  /** Lets it go on from where it stands. */
  resume(): Promise<ClockState>;
}

export function createClock(app: App): EmulatedClock {
  async function change(clock: ClockChange): Promise<ClockState> {
    const state = await app.call((world) => changeClock(world, clock));
    await app.settled();
    return state;
  }

  return {
    read: () => app.call(clockOf),
    freeze: (time) => change({ frozen: true, ...(time !== undefined && { set: Number(time) }) }),
    set: (time) => change({ set: Number(time) }),
    advance: (span) => change({ advance: span }),
    resume: () => change({ frozen: false }),
  };
}
