/** Runs journeys against a deployment, and removes what they created whatever happens. */
import type { LeftoverResult, Result, StepResult } from "../../reports/result.ts";
import { type CleanupOutcome, cleanUp } from "../cleanup/cleanup.ts";
import { describeCall, type Leftover } from "../cleanup/remove.ts";
import { RunAborted } from "../run-aborted.ts";
import { isRunPrefix } from "../run-prefix.ts";
import type { Scope } from "../scope.ts";
import type { Session } from "../session.ts";
import type { RunOptions } from "./run-options.ts";
import { Schedule } from "./schedule.ts";

export interface RunOutcome {
  result: Result;
  leftovers: Leftover[];
  /** Whether nothing is left, also of what no ledger knows. */
  isClean: boolean;
}

/** The longest that cleaning up may take, in ms. */
const CLEANUP = 120_000;

/** Runs journeys, cleans up and says what was found. @throws TypeError for a malformed prefix */
export async function runJourneys(options: RunOptions): Promise<RunOutcome> {
  const { session, run, ledger, signal } = options;
  if (!isRunPrefix(run)) throw new TypeError(`"${run}" is not the prefix of a run`);
  const schedule = new Schedule(options);
  let cleaned: CleanupOutcome = { removed: [], leftovers: [] };
  try {
    await schedule.run();
  } finally {
    if (ledger) {
      const { scope, dispose } = cleanupScope(options.deadline);
      cleaned = await cleanUp({ session, run, ledger, scope }, schedule.mayHaveLostResponses).finally(dispose);
    }
  }
  const { leftovers, problem: reason = leftovers[0]?.reason } = cleaned;
  if (reason !== undefined) {
    const step = "removes what was created";
    schedule.steps.push({ journey: "cleanup", step, outcome: "failed", reason, durationMs: 0 });
  }
  const incomplete = signal?.aborted ? [(signal.reason as Error).message] : [];
  const result = { ...toResult(session, schedule.steps), incomplete, leftovers: leftovers.map(toLeftover) };
  return { result, leftovers, isClean: reason === undefined };
}

/** What requests for cleaning up are sent in: until the deadline, and not forever. */
function cleanupScope(deadline = Number.POSITIVE_INFINITY): { scope: Scope; dispose(): void } {
  const controller = new AbortController();
  const reason = new RunAborted("the time for cleaning up was over", "failed");
  const left = Math.max(0, Math.min(CLEANUP, deadline - performance.now()));
  const timer = setTimeout(() => controller.abort(reason), left);
  const scope = { source: "cleanup", stop: controller.signal, abort: controller.signal };
  return { scope, dispose: () => clearTimeout(timer) };
}

function toResult({ deployment, checker, findings, exchanges, unreadBodies }: Session, steps: StepResult[]) {
  const { baseUrl, org, app } = deployment;
  return {
    subject: `${baseUrl} ${org}#${app}`,
    exchanges,
    unreadBodies,
    passedOver: {},
    findings: findings.groups(),
    coverage: checker.coverage,
    description: checker.description,
    steps,
  };
}

function toLeftover({ call, reason }: Leftover): LeftoverResult {
  return { call: describeCall(call), reason };
}
