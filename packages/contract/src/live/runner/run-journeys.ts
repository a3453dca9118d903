/** Runs journeys against a deployment, and removes what they made whatever happens. */
import type { Result, StepResult } from "../../reports/result.ts";
import { type Cleaned, cleanUp } from "../cleanup/cleanup.ts";
import type { Ledger } from "../cleanup/ledger.ts";
import type { Left } from "../cleanup/remove.ts";
import type { Journey } from "../journey.ts";
import { isRunPrefix } from "../run-prefix.ts";
import type { Session } from "../session.ts";
import { Walk } from "./schedule.ts";

export interface RunOptions {
  session: Session;
  journeys: Journey[];
  /** What the names of all things that are made begin with, from `newRunPrefix`. */
  run: string;
  /** Where to write down what is made; without one, journeys that make something are skipped. */
  ledger?: Ledger | undefined;
  /** How many journeys go on at a time. @default 4 */
  concurrency?: number;
  /** Skips steps that only a server that keeps state can pass. @default false */
  stateless?: boolean;
  /** Ends the run early, with a RunEnded as its reason; what was made is removed all the same. */
  signal?: AbortSignal;
  /** How long requests that are under way may still take when the run is ended, in ms. @default 5000 */
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
  /** Things that are still there. */
  left: Left[];
  /** Whether nothing is left, also of what no ledger knows. */
  isClean: boolean;
}

/** The longest that cleaning up may take, in ms. */
const CLEANUP = 120_000;

/** Runs journeys, cleans up and says what was found. @throws TypeError for a prefix that is none */
export async function runJourneys(options: RunOptions): Promise<RunOutcome> {
  const { session, run, ledger } = options;
  if (!isRunPrefix(run)) throw new TypeError(`"${run}" is no prefix of a run`);
  const walk = new Walk(options);
  let cleaned: Cleaned = { removed: [], left: [] };
  try {
    await walk.run();
  } finally {
    const limit = AbortSignal.timeout(CLEANUP);
    const scope = { source: "cleanup", ending: limit, cut: limit };
    if (ledger) cleaned = await cleanUp({ session, run, ledger, scope }, walk.mayHaveLostAnswers);
  }
  const { left, problem: reason = left[0]?.reason } = cleaned;
  if (reason !== undefined) {
    const step = "removes what was made";
    walk.steps.push({ journey: "cleanup", step, outcome: "failed", reason, durationMs: 0 });
  }
  return { result: toResult(session, walk.steps), left, isClean: reason === undefined };
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
