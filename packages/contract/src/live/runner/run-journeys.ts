/** Runs journeys against a deployment, and removes what they created whatever happens. */
import type { LeftoverResult, Result, StepResult } from "../../reports/result.ts";
import { type CleanupOutcome, cleanUp } from "../cleanup/cleanup.ts";
import type { Ledger } from "../cleanup/ledger.ts";
import { describeCall, type Leftover } from "../cleanup/remove.ts";
import type { Journey } from "../journey.ts";
import { RunAborted } from "../run-aborted.ts";
import { isRunPrefix } from "../run-prefix.ts";
import type { Scope } from "../scope.ts";
import type { Session } from "../session.ts";
import { Schedule } from "./schedule.ts";

export interface RunOptions {
  session: Session;
  journeys: Journey[];
  /** What the names of all things that are created begin with, from `newRunPrefix`. */
  run: string;
  /** Where to write down what is created; without one, journeys that create something are skipped. */
  ledger?: Ledger | undefined;
  /** How many journeys go on at a time. @default 4 */
  concurrency?: number;
  /** Skips steps that only a server that keeps state can pass. @default false */
  stateless?: boolean;
  /** Stops the run early, with a RunAborted as its reason; what was created is removed all the same. */
  signal?: AbortSignal;
  /** How long requests that are under way may still take when the run is stopped, in ms. @default 5000 */
  graceMs?: number;
  /** When all is to be over, cleaning up included, on the clock of `performance.now()`. @default never */
  deadline?: number;
  onProgress?: (progress: Progress) => void;
}

/** How far a run is. */
export interface Progress {
  journeys: number;
  done: number;
  /** Steps that are through, and how many of them failed. */
  steps: number;
  failed: number;
  /** What is being done. */
  now: string;
  /** Set once for each journey, when it is through. */
  finished?: { journey: string; steps: StepResult[] };
}

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
