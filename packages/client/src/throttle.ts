import type { Timer } from "./timeout.ts";

/**
 * How many calls a budget allows in a window, in ms. A budget belongs to one operation, or to a group that shares it.
 */
export type RateLimit = readonly [budget: string, limit: number, windowMs: number];

export interface Throttle {
  /** Waits for a turn in each budget, first come, first served. Rejects with the reason of the timer, which it stops. */
  turn(rates: readonly RateLimit[], timer: Timer): Promise<void>;
  /** Lets nobody through for a time, in ms. */
  pause(rates: readonly RateLimit[], ms: number): void;
  /** How many calls wait, for these budgets or for all. */
  queued(names?: readonly string[]): number;
}

/** Calls are this much further apart than the limit allows, since they do not arrive as evenly as they are sent. */
const SLACK = 1.03;

/** How late a timer may be, in ms. */
const LATE = 20;

interface Budget {
  /** Waiting calls; each is let through by calling it. */
  queue: (() => void)[];
  /** Not before this time is the next one let through, by performance.now(). */
  next: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Spaces calls evenly, by a queue for each budget. */
export function createThrottle(): Throttle {
  const budgets = new Map<string, Budget>();
  const budgetOf = ([name]: RateLimit) => {
    const known = budgets.get(name) ?? { queue: [], next: -LATE - 1, timer: undefined };
    budgets.set(name, known);
    return known;
  };

  function pump(budget: Budget, spacing: number): void {
    clearTimeout(budget.timer);
    budget.timer = undefined;
    const now = performance.now();
    while (budget.queue.length > 0 && budget.next <= now) {
      // A timer that is a little late does not slow down those who wait; a pause does not make a burst.
      budget.next = (now - budget.next > LATE ? now : budget.next) + spacing;
      budget.queue.shift()?.();
    }
    if (budget.queue.length > 0) budget.timer = setTimeout(pump, budget.next - now, budget, spacing);
  }

  const acquire = (rate: RateLimit, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const budget = budgetOf(rate);
      const onAbort = () => {
        budget.queue.splice(budget.queue.indexOf(pass), 1);
        reject(signal.reason);
      };
      const pass = () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      signal.addEventListener("abort", onAbort);
      budget.queue.push(pass);
      if (!budget.timer) pump(budget, (rate[2] / rate[1]) * SLACK);
    });

  return {
    async turn(rates, timer) {
      try {
        for (const rate of rates) await acquire(rate, timer.signal);
      } finally {
        timer.stop();
      }
    },
    pause(rates, ms) {
      for (const rate of rates) {
        const budget = budgetOf(rate);
        budget.next = Math.max(budget.next, performance.now() + ms);
      }
    },
    queued: (names) =>
      [...budgets].reduce((sum, [name, { queue }]) => (names?.includes(name) === false ? sum : sum + queue.length), 0),
  };
}
