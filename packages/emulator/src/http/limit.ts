/** Counts calls, and refuses those beyond the rates that the description gives. */
import type { Operation, OperationExtensions } from "@agora-chat-openapi/description";

type Rate = OperationExtensions["x-rate-limit"];
type Window = Rate["window"];

const MS: Readonly<Record<Window, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Counts a call.
 * @param app whose calls are counted
 * @param own the values of the path that are not organization and app
 * @returns how long to wait in ms before it would be let through; 0 where it is
 */
export type Limiter = (app: string, operation: Operation, own: readonly string[], now: number) => number;

/** Counts calls in fixed windows, which begin with the first call in them. */
export function createLimiter(): Limiter {
  const windows = new Map<string, { end: number; count: number }>();
  return (app, operation, own, now) => {
    const { group = operation.id, scope, also = [], ...first } = operation.extensions["x-rate-limit"];
    const whose = scope === "app_key" ? "" : own.join("/");
    // What is not counted in calls is counted where it is made.
    const budgets = [first, ...also].filter(({ unit }) => unit === undefined);
    const used = budgets.map(({ limit, window }) => {
      const key = `${app} ${group} ${whose} ${window}`;
      const current = windows.get(key);
      const open = current && current.end > now ? current : { end: now + MS[window], count: 0 };
      windows.set(key, open);
      return { open, isFull: open.count >= limit };
    });
    const full = used.filter(({ isFull }) => isFull);
    if (full.length > 0) return Math.max(...full.map(({ open }) => open.end - now));
    for (const { open } of used) open.count++;
    return 0;
  };
}
