/** Runs journeys against a deployment, and removes what they made whatever happens. */
import { ChatNetworkError } from "@agora-chat-openapi/client";
import type { Result, StepResult } from "../reports/result.ts";
import { type Cleaned, cleanUp } from "./cleanup.ts";
import { runJourney } from "./context.ts";
import { RunEnded, whenAborted } from "./ended.ts";
import type { Journey } from "./journey.ts";
import type { Ledger } from "./ledger.ts";
import type { Left } from "./removal.ts";
import { isRunPrefix } from "./run-prefix.ts";
import type { Scope } from "./scope.ts";
import type { Session } from "./session.ts";
import { isThere } from "./sign-in.ts";

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
  const { session, run, signal, ledger } = options;
  if (!isRunPrefix(run)) throw new TypeError(`"${run}" is no prefix of a run`);
  const gone = new AbortController();
  const ending = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal;
  const steps: StepResult[] = [];
  let cleaned: Cleaned = { removed: [], left: [] };
  try {
    await walk(options, { ending, gone }, steps);
  } finally {
    const failed = steps.filter(({ outcome }) => outcome === "failed").length;
    const { length } = options.journeys;
    const now = "removing what was made";
    options.onProgress?.({ journeys: length, done: length, steps: steps.length, failed, now });
    const mayHaveMore = ending.aborted || failed > 0;
    const limit = AbortSignal.timeout(CLEANUP);
    const scope = { source: "cleanup", ending: limit, cut: limit };
    if (ledger) cleaned = await cleanUp({ session, run, ledger, scope }, mayHaveMore);
  }
  const problem = cleaned.left[0]?.reason ?? cleaned.problem;
  if (problem !== undefined) {
    steps.push({
      journey: "cleanup",
      step: "removes what was made",
      outcome: "failed",
      reason: problem,
      durationMs: 0,
    });
  }
  return { result: toResult(session, steps), left: cleaned.left, isClean: problem === undefined };
}

/** What ends a run early; `gone` does when nobody answers any more. */
interface Ends {
  ending: AbortSignal;
  gone: AbortController;
}

async function walk(options: RunOptions, { ending, gone }: Ends, steps: StepResult[]): Promise<void> {
  const { session, journeys, concurrency = 4, stateless = false, graceMs = 5000, run, ledger, onProgress } = options;
  const cut = cutAfter(ending, graceMs);
  const waiting = [...journeys];
  const unfinished = new Set(journeys);
  let now = "";
  const tell = (finished?: Progress["finished"]) => {
    const failed = steps.filter(({ outcome }) => outcome === "failed").length;
    const done = journeys.length - unfinished.size;
    onProgress?.({ journeys: journeys.length, done, steps: steps.length, failed, now, ...(finished && { finished }) });
  };
  const finish = (journey: Journey) => {
    if (!unfinished.delete(journey)) return;
    tell({ journey: journey.name, steps: steps.filter((step) => step.journey === journey.name) });
  };

  const work = async () => {
    for (let journey = waiting.shift(); journey; journey = waiting.shift()) {
      const current = journey;
      const skipped = ending.aborted ? verdictOf(ending) : barrierOf(session, journey);
      if (skipped) steps.push({ journey: journey.name, step: "all", durationMs: 0, ...skipped });
      else {
        const error = await runJourney(journey, {
          session,
          run,
          ledger,
          stateless,
          scope: { ending, cut: cut.signal },
          onStep(name, step) {
            now = `${name}: ${step}`;
            tell();
          },
          record: (step) => void (unfinished.has(current) && steps.push(step)),
        });
        if (error instanceof ChatNetworkError && !(await answers(session, { ending, cut: cut.signal }))) {
          gone.abort(new RunEnded("the service no longer answers", "failed"));
        }
      }
      finish(journey);
    }
  };
  await Promise.race([Promise.all(Array.from({ length: concurrency }, work)), whenAborted(cut.signal)]);
  cut.stop();
  // What does not even end when its requests are given up is not waited for.
  for (const journey of [...unfinished]) {
    steps.push({ journey: journey.name, step: "all", durationMs: 0, ...verdictOf(ending) });
    finish(journey);
  }
}

async function answers(session: Session, scope: Omit<Scope, "source">): Promise<boolean> {
  try {
    return await isThere(session, { ...scope, source: "a look whether the service is there" });
  } catch (error) {
    // The run was ended meanwhile.
    if (scope.ending.aborted) return true;
    throw error;
  }
}

/** A signal that follows another after the time of grace. */
function cutAfter(ending: AbortSignal, graceMs: number): { signal: AbortSignal; stop(): void } {
  const cut = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => cut.abort(ending.reason), graceMs);
  };
  if (ending.aborted) begin();
  else ending.addEventListener("abort", begin, { once: true });
  return {
    signal: cut.signal,
    stop() {
      clearTimeout(timer);
      ending.removeEventListener("abort", begin);
    },
  };
}

function verdictOf({ reason }: AbortSignal): Pick<StepResult, "outcome" | "reason"> {
  if (reason instanceof RunEnded) return { outcome: reason.outcome, reason: reason.message };
  return { outcome: "failed", reason: "the run was ended" };
}

/** Why a journey must not begin: what it makes could not be removed. */
function barrierOf({ guard }: Session, { undoneBy }: Journey): Pick<StepResult, "outcome" | "reason"> | undefined {
  for (const id of undoneBy) {
    const reason = guard.refusal(id, "DELETE");
    // A run that only reads makes nothing, and finds out where a journey would.
    if (reason && !reason.startsWith("--read-only")) {
      return { outcome: "skipped", reason: `what it makes could not be removed: ${reason}` };
    }
  }
  return undefined;
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
