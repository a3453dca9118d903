/** Runs journeys side by side, and collects the result of each step. */
import { setTimeout as sleep } from "node:timers/promises";
import { ChatNetworkError } from "@agora-chat-openapi/client";
import type { StepResult } from "../../reports/result.ts";
import type { Journey } from "../journey.ts";
import { RunAborted, whenAborted } from "../run-aborted.ts";
import type { Session } from "../session.ts";
import { isReachable } from "../sign-in.ts";
import { runJourney } from "./run-journey.ts";
import type { Progress, RunOptions } from "./run-options.ts";

type Outcome = Pick<StepResult, "outcome" | "reason">;

export class Schedule {
  readonly steps: StepResult[] = [];
  readonly #options: RunOptions;
  readonly #waiting: Journey[];
  readonly #unfinished: Set<Journey>;
  /** Aborted when the service no longer responds. */
  readonly #unreachable = new AbortController();
  /** Aborted when no further request may be sent, for whatever reason. */
  readonly #stop: AbortSignal;
  /** Aborted when the grace period is over, too, or all is done. */
  readonly #abort = new AbortController();
  #now = "";

  constructor(options: RunOptions) {
    const { journeys, signal } = options;
    this.#options = options;
    this.#waiting = [...journeys];
    this.#unfinished = new Set(journeys);
    this.#stop = signal ? AbortSignal.any([signal, this.#unreachable.signal]) : this.#unreachable.signal;
  }

  /** Whether there may be things that are on no ledger. */
  get mayHaveLostResponses(): boolean {
    return this.#stop.aborted || this.steps.some(({ outcome }) => outcome === "failed");
  }

  /** Runs all journeys, or as many as there is time for. */
  async run(): Promise<void> {
    const { concurrency = 4 } = this.#options;
    const done = new AbortController();
    const workers = Array.from({ length: concurrency }, () => this.#work());
    const gracePeriod = whenAborted(this.#stop).then(() => sleep(this.#graceMs(), undefined, { signal: done.signal }));
    await Promise.race([Promise.all(workers), gracePeriod]).finally(() => done.abort());
    this.#abort.abort(this.#stop.reason);
    // A journey that does not even end when its requests are aborted is not waited for.
    for (const journey of [...this.#unfinished]) this.#skip(journey, outcomeOf(this.#stop));
    this.#now = "removing what was created";
    this.#report();
  }

  /** The grace period, which leaves most of the time that is left for cleaning up. */
  #graceMs(): number {
    const { graceMs = 5000, deadline = Number.POSITIVE_INFINITY } = this.#options;
    return Math.max(0, Math.min(graceMs, (deadline - performance.now()) / 3));
  }

  async #work(): Promise<void> {
    for (let journey = this.#waiting.shift(); journey; journey = this.#waiting.shift()) {
      const outcome = this.#stop.aborted ? outcomeOf(this.#stop) : cannotCleanUp(this.#options.session, journey);
      if (outcome) this.#skip(journey, outcome);
      else await this.#run(journey);
    }
  }

  async #run(journey: Journey): Promise<void> {
    const { session, run, ledger, stateless = false } = this.#options;
    const error = await runJourney(journey, {
      session,
      run,
      ledger,
      stateless,
      scope: { stop: this.#stop, abort: this.#abort.signal },
      onStep: (name, step) => {
        this.#now = `${name}: ${step}`;
        this.#report();
      },
      record: (step) => void (this.#unfinished.has(journey) && this.steps.push(step)),
    });
    this.#finish(journey);
    if (error instanceof ChatNetworkError && !(await this.#isReachable())) {
      this.#unreachable.abort(new RunAborted("the service no longer responds", "failed"));
    }
  }

  #skip(journey: Journey, outcome: Outcome): void {
    this.steps.push({ journey: journey.name, step: "all", durationMs: 0, ...outcome });
    this.#finish(journey);
  }

  #finish(journey: Journey): void {
    if (!this.#unfinished.delete(journey)) return;
    this.#report({ journey: journey.name, steps: this.steps.filter((step) => step.journey === journey.name) });
  }

  async #isReachable(): Promise<boolean> {
    const scope = { source: "a look whether the service responds", stop: this.#stop, abort: this.#abort.signal };
    try {
      return await isReachable(this.#options.session, scope);
    } catch (error) {
      // The run was aborted meanwhile.
      if (this.#stop.aborted) return true;
      throw error;
    }
  }

  #report(finished?: Progress["finished"]): void {
    const { journeys, onProgress } = this.#options;
    onProgress?.({
      journeys: journeys.length,
      done: journeys.length - this.#unfinished.size,
      steps: this.steps.length,
      failed: this.steps.filter(({ outcome }) => outcome === "failed").length,
      now: this.#now,
      ...(finished && { finished }),
    });
  }
}

function outcomeOf({ reason }: AbortSignal): Outcome {
  if (reason instanceof RunAborted) return { outcome: reason.outcome, reason: reason.message };
  return { outcome: "failed", reason: "the run was aborted" };
}

/** Why a journey must not begin: what it creates could not be removed. */
function cannotCleanUp({ guard }: Session, { cleanup }: Journey): Outcome | undefined {
  for (const id of cleanup) {
    const reason = guard.refusal(id, "DELETE");
    // A run that only reads creates nothing, and finds out where a journey would.
    if (reason && !reason.startsWith("--read-only")) {
      return { outcome: "skipped", reason: `what it creates could not be removed: ${reason}` };
    }
  }
  return undefined;
}
