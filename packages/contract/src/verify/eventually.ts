/** Waiting for what a service does a moment later. */
import { setTimeout as wait } from "node:timers/promises";

/**
 * Repeats `act` until it no longer throws.
 * @param options.withinMs how long to try, in ms; the last error is thrown after that
 * @returns what `act` resolves to
 */
export async function eventually<T>(act: () => Promise<T>, { withinMs = 10_000 } = {}): Promise<T> {
  const end = performance.now() + withinMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, 1000)) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() + pauseMs > end) throw error;
      await wait(pauseMs);
    }
  }
}
