/** Removes what a run has created: what is on its ledger, and what bears its prefix. */
import type { CleanupCall } from "../journey.ts";
import type { Scope } from "../scope.ts";
import type { Session } from "../session.ts";
import { findLeftovers } from "./find-leftovers.ts";
import type { Ledger } from "./ledger.ts";
import { describeCall, type Leftover, removeAll } from "./remove.ts";

export interface CleanupOptions {
  session: Session;
  /** The prefix of the run. */
  run: string;
  ledger: Ledger | undefined;
  scope: Scope;
}

export interface CleanupOutcome {
  removed: CleanupCall[];
  leftovers: Leftover[];
  /** Why there may be more than the ledger knows. */
  problem?: string;
}

/**
 * Removes everything, and closes the ledger, which is deleted when nothing is left.
 * @param search whether to look for what is on no ledger, since a response may have been lost
 */
export async function cleanUp(
  { session, run, ledger, scope }: CleanupOptions,
  search: boolean,
): Promise<CleanupOutcome> {
  const removed: CleanupCall[] = [];
  const onRemoved = (call: CleanupCall) => {
    removed.push(call);
    ledger?.removed(call);
  };
  const { leftovers, isStopped } = await removeAll(session, ledger?.calls() ?? [], scope, onRemoved);
  const { found, ...more } = search && !isStopped ? await searchFor(session, run, scope) : { found: [] };
  const known = new Set(leftovers.map(({ call }) => describeCall(call)));
  const unknown = found.filter((call) => !known.has(describeCall(call)));
  leftovers.push(...(await removeAll(session, unknown, scope, onRemoved)).leftovers);
  const doubt = session.abortedWrites > 0 ? { problem: "a request was aborted, and may still create something" } : {};
  const outcome = { removed, leftovers, ...doubt, ...more };
  ledger?.close(leftovers.length === 0 && outcome.problem === undefined);
  return outcome;
}

/** What `cleanUp` would remove. The ledger is closed and stays. */
export async function planCleanup({ session, run, ledger, scope }: CleanupOptions): Promise<CleanupOutcome> {
  const { found, ...more } = await searchFor(session, run, scope);
  const calls = new Map([...(ledger?.calls() ?? []), ...found].map((call) => [describeCall(call), call]));
  ledger?.close(false);
  return { removed: [...calls.values()], leftovers: [], ...more };
}

async function searchFor(
  session: Session,
  run: string,
  scope: Scope,
): Promise<{ found: CleanupCall[]; problem?: string }> {
  try {
    return { found: await findLeftovers(session, run, scope) };
  } catch (error) {
    const reason = session.checker.redactor.text((error as Error).message);
    return { found: [], problem: `could not look for what is on no ledger: ${reason}` };
  }
}
