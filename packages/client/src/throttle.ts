/** How many calls a budget allows. */
export interface RateLimit {
  /** The operation, or the group of operations that share the budget. */
  budget: string;
  limit: number;
  /** In ms. */
  windowMs: number;
}

export interface Throttle {
  /** Waits for a turn, first come, first served. Rejects with the signal's reason when that is aborted. */
  acquire(rate: RateLimit, signal: AbortSignal): Promise<void>;
  /** Lets nobody through for a time, in ms. */
  pause(rate: RateLimit, ms: number): void;
  /** How many calls wait, for one budget or for all. */
  queued(budget?: string): number;
}

/** Calls are this much further apart than the limit allows, since they do not arrive as evenly as they are sent. */
const SLACK = 1.03;

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
  const budgetOf = ({ budget }: RateLimit) => {
    const known = budgets.get(budget) ?? { queue: [], next: 0, timer: undefined };
    budgets.set(budget, known);
    return known;
  };

  function pump(budget: Budget, spacing: number): void {
    clearTimeout(budget.timer);
    budget.timer = undefined;
    const now = performance.now();
    while (budget.queue.length > 0 && budget.next <= now) {
      // A late timer must not make a gap, nor a long pause a burst.
      budget.next = Math.max(budget.next, now - spacing) + spacing;
      budget.queue.shift()?.();
    }
    if (budget.queue.length > 0) budget.timer = setTimeout(pump, budget.next - now, budget, spacing);
  }

  return {
    acquire(rate, signal) {
      const budget = budgetOf(rate);
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => {
          budget.queue.splice(budget.queue.indexOf(pass), 1);
          reject(signal.reason);
        };
        const pass = () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        };
        signal.addEventListener("abort", onAbort, { once: true });
        budget.queue.push(pass);
        if (!budget.timer) pump(budget, (rate.windowMs / rate.limit) * SLACK);
      });
    },
    pause(rate, ms) {
      const budget = budgetOf(rate);
      budget.next = Math.max(budget.next, performance.now() + ms);
    },
    queued: (budget) =>
      budget === undefined
        ? [...budgets.values()].reduce((sum, { queue }) => sum + queue.length, 0)
        : (budgets.get(budget)?.queue.length ?? 0),
  };
}
