/** Why a run was aborted before its journeys were through. */
import type { StepResult } from "../reports/result.ts";

export class RunAborted extends Error {
  override readonly name = "RunAborted";
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
