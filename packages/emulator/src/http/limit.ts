/** Counts calls, and refuses those beyond the rates that the description gives. */
import type { Operation, OperationExtensions } from "@agora-chat-openapi/description";

type Rate = OperationExtensions["x-rate-limit"];
type Window = Rate["window"];

const MS: Readonly<Record<Window, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** What is counted where it is not calls. */
export interface Amount {
  unit: string | undefined;
  count: number;
}

/**
 * Counts a call, or what it brings.
 * @param app whose calls are counted
 * @param own the values of the path that are not organization and app
 * @param amount what it brings; else the call itself is counted
 * @returns what stands against it; undefined where it is let through
 */
export type Limiter = (
  app: string,
  operation: Operation,
  own: readonly string[],
  now: number,
  amount?: Amount,
) => Excess | undefined;

/** A rate that is used up. */
export interface Excess {
  /** How long to wait before a call would be let through, in ms. */
  wait: number;
  window: Window;
}

const CALL = { unit: undefined, count: 1 };

/** Counts in fixed windows, which begin with the first call in them. */
export function createLimiter(): Limiter {
  const windows = new Map<string, { end: number; count: number }>();
  return (app, operation, own, now, { unit, count } = CALL) => {
    const { group = operation.id, scope, also = [], ...first } = operation.extensions["x-rate-limit"];
    const whose = scope === "app_key" ? "" : own.join("/");
    const budgets = [first, ...also].filter((budget) => budget.unit === unit);
    const used = budgets.map(({ limit, window }) => {
      const key = `${app} ${group} ${whose} ${window} ${unit}`;
      const current = windows.get(key);
      const open = current && current.end > now ? current : { end: now + MS[window], count: 0 };
      windows.set(key, open);
      return { open, window, isFull: open.count + count > limit };
    });
    const full = used.filter(({ isFull }) => isFull);
    const [longest] = full.sort((one, other) => other.open.end - one.open.end);
    if (longest) return { wait: longest.open.end - now, window: longest.window };
    for (const { open } of used) open.count += count;
    return undefined;
  };
}
