import type { Limits } from "./options.ts";

const DEFAULTS = {
  timeoutMs: 30_000,
  idleTimeoutMs: 30_000,
  deadlineMs: 120_000,
  maxRetries: 2,
  maxRetryAfterMs: 60_000,
  maxQueueMs: 600_000,
  retryPost: false,
};

/** Limits with every value set. */
export type EffectiveLimits = typeof DEFAULTS;

export const LIMIT_NAMES = Object.keys(DEFAULTS) as (keyof EffectiveLimits)[];

/** The limits that are given, over others. @throws TypeError for what is not a number from 0 on */
export function effectiveLimits(given: Limits, others: EffectiveLimits = DEFAULTS): EffectiveLimits {
  const limits: Record<string, unknown> = {};
  for (const name of LIMIT_NAMES) {
    const value = given[name] ?? others[name];
    if (typeof value !== typeof DEFAULTS[name] || !(Number(value) >= 0)) {
      throw new TypeError(`bad "${name}": ${value}`);
    }
    limits[name] = value;
  }
  return limits as EffectiveLimits;
}
