/** Runs journeys against a deployment, and removes what they created whatever happens. */
import type { Result, StepResult } from "../../reports/result.ts";
import { type CleanupOutcome, cleanUp } from "../cleanup/cleanup.ts";
import type { Ledger } from "../cleanup/ledger.ts";
import type { Leftover } from "../cleanup/remove.ts";
import type { Journey } from "../journey.ts";
import { isRunPrefix } from "../run-prefix.ts";
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
  const { session, run, ledger } = options;
  if (!isRunPrefix(run)) throw new TypeError(`"${run}" is not the prefix of a run`);
  const schedule = new Schedule(options);
  let cleaned: CleanupOutcome = { removed: [], leftovers: [] };
  try {
    await schedule.run();
  } finally {
    const deadline = AbortSignal.timeout(CLEANUP);
    const scope = { source: "cleanup", stop: deadline, abort: deadline };
    if (ledger) cleaned = await cleanUp({ session, run, ledger, scope }, schedule.mayHaveLostResponses);
  }
  const { leftovers, problem: reason = leftovers[0]?.reason } = cleaned;
  if (reason !== undefined) {
    const step = "removes what was created";
    schedule.steps.push({ journey: "cleanup", step, outcome: "failed", reason, durationMs: 0 });
  }
  return { result: toResult(session, schedule.steps), leftovers, isClean: reason === undefined };
}

function toResult({ deployment, checker, findings, exchanges }: Session, steps: StepResult[]): Result {
  const { baseUrl, org, app } = deployment;
  return {
    subject: `${baseUrl} ${org}#${app}`,
    exchanges,
    passedOver: {},
    findings: findings.groups(),
    coverage: checker.coverage,
    description: checker.description,
    steps,
  };
}
