/** Has things happen at a time of their own. */
import type { World } from "./world.ts";

/**
 * Does what is due; `world.now` is its time, however late it runs, and its row is gone. What takes time, such as a request,
 * is said as an event, and done once that is stored.
 */
export type DueHandler = (world: World, key: string) => void;

/** By kind. */
export type DueHandlers = Readonly<Record<string, DueHandler>>;

/** Has something happen at a time, and not when it was to happen before. A time that has passed is now. */
export function schedule(world: World, kind: string, key: string, at: number): void {
  world.due.put({ kind, key, at: Math.max(at, world.now) });
}

export function cancel(world: World, kind: string, key: string): void {
  world.due.delete(kind, key);
}

/** How long it is until something is due, in ms; none where it is overdue, and undefined where nothing will be. */
export function timeToDue(world: World): number | undefined {
  const next = world.due.first();
  if (!next) return undefined;
  world.tell();
  const left = next.at - world.now;
  if (left <= 0) return 0;
  return world.clock.get("")?.frozen === undefined ? left : undefined;
}

/**
 * Does what is due first, at its time.
 * @throws what its handler throws; the row is gone all the same, so that it happens at most once
 */
export function runFirstDue(world: World, handlers: DueHandlers): void {
  const due = world.due.first();
  if (!due) return;
  const handle = handlers[due.kind];
  world.run(() => cancel(world, due.kind, due.key));
  if (!handle) throw new Error(`nothing is known of what is due as ${due.kind}`);
  world.run(() => {
    world.now = due.at;
    handle(world, due.key);
  });
}
