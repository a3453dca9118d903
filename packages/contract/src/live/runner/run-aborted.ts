/** Why a run came to its end before its time. */
import type { StepResult } from "../../reports/result.ts";

export class RunEnded extends Error {
  override readonly name = "RunEnded";
  /** What that makes of the steps that were not finished. */
  readonly outcome: Exclude<StepResult["outcome"], "passed">;

  constructor(message: string, outcome: "failed" | "skipped") {
    super(message);
    this.outcome = outcome;
  }
}

/** Resolves when a signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
