/** Removes what a run has made: what is on its ledger, and what bears its prefix. */
import type { Made } from "../journey.ts";
import type { Scope } from "../scope.ts";
import type { Session } from "../session.ts";
import { findLeftovers } from "./find-leftovers.ts";
import type { Ledger } from "./ledger.ts";
import { describe, type Left, removeAll } from "./remove.ts";

export interface CleanupOptions {
  session: Session;
  /** The prefix of the run. */
  run: string;
  ledger: Ledger | undefined;
  scope: Scope;
}

export interface Cleaned {
  removed: Made[];
  left: Left[];
  /** Why there may be more than the ledger knows. */
  problem?: string;
}

/**
 * Removes everything, and closes the ledger, which is deleted when nothing is left.
 * @param search whether to look for what is on no ledger, since an answer may have been lost
 */
export async function cleanUp({ session, run, ledger, scope }: CleanupOptions, search: boolean): Promise<Cleaned> {
  const removed: Made[] = [];
  const onRemoved = (thing: Made) => {
    removed.push(thing);
    ledger?.removed(thing);
  };
  const { left, isOver } = await removeAll(session, ledger?.things() ?? [], scope, onRemoved);
  const { found, ...more } = search && !isOver ? await lookFor(session, run, scope) : { found: [] };
  const known = new Set(left.map(({ thing }) => describe(thing)));
  const unknown = found.filter((thing) => !known.has(describe(thing)));
  left.push(...(await removeAll(session, unknown, scope, onRemoved)).left);
  const doubt = session.givenUp > 0 ? { problem: "a request was given up, and may still make something" } : {};
  const cleaned = { removed, left, ...doubt, ...more };
  ledger?.close(left.length === 0 && cleaned.problem === undefined);
  return cleaned;
}

/** What `cleanUp` would remove. The ledger is closed and stays. */
export async function planCleanup({ session, run, ledger, scope }: CleanupOptions): Promise<Cleaned> {
  const { found, ...more } = await lookFor(session, run, scope);
  const things = new Map([...(ledger?.things() ?? []), ...found].map((thing) => [describe(thing), thing]));
  ledger?.close(false);
  return { removed: [...things.values()], left: [], ...more };
}

async function lookFor(session: Session, run: string, scope: Scope): Promise<{ found: Made[]; problem?: string }> {
  try {
    return { found: await findLeftovers(session, run, scope) };
  } catch (error) {
    const reason = session.checker.redactor.text((error as Error).message);
    return { found: [], problem: `could not look for what is on no ledger: ${reason}` };
  }
}
