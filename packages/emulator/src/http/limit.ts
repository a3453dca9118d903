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
 * @returns how long to wait in ms before it would be let through; 0 where it is
 */
export type Limiter = (
  app: string,
  operation: Operation,
  own: readonly string[],
  now: number,
  amount?: Amount,
) => number;

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
      return { open, isFull: open.count + count > limit };
    });
    const full = used.filter(({ isFull }) => isFull);
    if (full.length > 0) return Math.max(...full.map(({ open }) => open.end - now));
    for (const { open } of used) open.count += count;
    return 0;
  };
}
