import { deliveryFacts } from "../domain/delivery.ts";

/** Which rules are suspended since too much of theirs has failed. Times are in Unix ms by the app's clock. */
export interface Suspensions {
  failed(rule: string, at: number): void;
  /** Until when a rule is suspended; undefined where it is not. */
  until(rule: string, now: number): number | undefined;
  clear(): void;
}

export function createSuspensions(): Suspensions {
  const { failures: most, withinMs, forMs } = deliveryFacts().after.suspension;
  const failures = new Map<string, number[]>();
  const suspended = new Map<string, number>();
  return {
    failed(rule, at) {
      const recent = [...(failures.get(rule) ?? []), at].filter((time) => time > at - withinMs);
      const isTooMuch = recent.length >= most;
      if (isTooMuch) suspended.set(rule, at + forMs);
      failures.set(rule, isTooMuch ? [] : recent);
    },
    until(rule, now) {
      const end = suspended.get(rule);
      return end !== undefined && end > now ? end : undefined;
    },
    clear() {
      failures.clear();
      suspended.clear();
    },
  };
}
