/** The longest that a timer of Node waits, in ms. */
const LONGEST = 2_147_483_647;

/** Rings once, unless it is set anew before. It keeps no process alive. */
export interface Alarm {
  /** @param delay in ms; undefined for never. It may ring too early where that is more than 24 days */
  set(delay: number | undefined): void;
}

export function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(delay) {
      clearTimeout(timer);
      timer = delay === undefined ? undefined : setTimeout(ring, Math.min(delay, LONGEST)).unref();
    },
  };
}
