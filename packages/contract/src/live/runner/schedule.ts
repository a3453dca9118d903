/** Takes the journeys of a run side by side, and writes down what becomes of each step. */
import { setTimeout as sleep } from "node:timers/promises";
import { ChatNetworkError } from "@agora-chat-openapi/client";
import type { StepResult } from "../../reports/result.ts";
import type { Journey } from "../journey.ts";
import type { Session } from "../session.ts";
import { isThere } from "../sign-in.ts";
import { RunEnded, whenAborted } from "./run-aborted.ts";
import { runJourney } from "./run-journey.ts";
import type { Progress, RunOptions } from "./run-journeys.ts";

type Verdict = Pick<StepResult, "outcome" | "reason">;

export class Walk {
  readonly steps: StepResult[] = [];
  readonly #options: RunOptions;
  readonly #waiting: Journey[];
  readonly #unfinished: Set<Journey>;
  /** Aborted when nobody answers any more. */
  readonly #gone = new AbortController();
  /** Aborted when the run is to end, whyever. */
  readonly #ending: AbortSignal;
  /** Aborted when the time of grace is over, too, or all is done. */
  readonly #cut = new AbortController();
  #now = "";

  constructor(options: RunOptions) {
    const { journeys, signal } = options;
    this.#options = options;
    this.#waiting = [...journeys];
    this.#unfinished = new Set(journeys);
    this.#ending = signal ? AbortSignal.any([signal, this.#gone.signal]) : this.#gone.signal;
  }

  /** Whether there may be things that are on no ledger. */
  get mayHaveLostAnswers(): boolean {
    return this.#ending.aborted || this.steps.some(({ outcome }) => outcome === "failed");
  }

  /** Takes all journeys, or as many as there is time for. */
  async run(): Promise<void> {
    const { concurrency = 4, graceMs = 5000 } = this.#options;
    const over = new AbortController();
    const works = Array.from({ length: concurrency }, () => this.#work());
    const grace = whenAborted(this.#ending).then(() => sleep(graceMs, undefined, { signal: over.signal }));
    await Promise.race([Promise.all(works), grace]).finally(() => over.abort());
    this.#cut.abort(this.#ending.reason);
    // What does not even end when its requests are given up is not waited for.
    for (const journey of [...this.#unfinished]) this.#skip(journey, verdictOf(this.#ending));
    this.#now = "removing what was made";
    this.#tell();
  }

  async #work(): Promise<void> {
    for (let journey = this.#waiting.shift(); journey; journey = this.#waiting.shift()) {
      const verdict = this.#ending.aborted ? verdictOf(this.#ending) : barrierOf(this.#options.session, journey);
      if (verdict) this.#skip(journey, verdict);
      else await this.#take(journey);
    }
  }

  async #take(journey: Journey): Promise<void> {
    const { session, run, ledger, stateless = false } = this.#options;
    const error = await runJourney(journey, {
      session,
      run,
      ledger,
      stateless,
      scope: { ending: this.#ending, cut: this.#cut.signal },
      onStep: (name, step) => {
        this.#now = `${name}: ${step}`;
        this.#tell();
      },
      record: (step) => void (this.#unfinished.has(journey) && this.steps.push(step)),
    });
    this.#finish(journey);
    if (error instanceof ChatNetworkError && !(await this.#isThere())) {
      this.#gone.abort(new RunEnded("the service no longer answers", "failed"));
    }
  }

  #skip(journey: Journey, verdict: Verdict): void {
    this.steps.push({ journey: journey.name, step: "all", durationMs: 0, ...verdict });
    this.#finish(journey);
  }

  #finish(journey: Journey): void {
    if (!this.#unfinished.delete(journey)) return;
    this.#tell({ journey: journey.name, steps: this.steps.filter((step) => step.journey === journey.name) });
  }

  async #isThere(): Promise<boolean> {
    const scope = { source: "a look whether the service is there", ending: this.#ending, cut: this.#cut.signal };
    try {
      return await isThere(this.#options.session, scope);
    } catch (error) {
      // The run was ended meanwhile.
      if (this.#ending.aborted) return true;
      throw error;
    }
  }

  #tell(finished?: Progress["finished"]): void {
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

function verdictOf({ reason }: AbortSignal): Verdict {
  if (reason instanceof RunEnded) return { outcome: reason.outcome, reason: reason.message };
  return { outcome: "failed", reason: "the run was ended" };
}

/** Why a journey must not begin: what it makes could not be removed. */
function barrierOf({ guard }: Session, { undoneBy }: Journey): Verdict | undefined {
  for (const id of undoneBy) {
    const reason = guard.refusal(id, "DELETE");
    // A run that only reads makes nothing, and finds out where a journey would.
    if (reason && !reason.startsWith("--read-only")) {
      return { outcome: "skipped", reason: `what it makes could not be removed: ${reason}` };
    }
  }
  return undefined;
}
