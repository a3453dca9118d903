/** Whether a run conforms, and why not. */

import type { Result, StepResult } from "./result.ts";
import { perCent } from "./terminal/coverage-table.ts";
import { nameOf, type Shortfall, shortfallsOf, type Threshold } from "./thresholds.ts";

export interface Verdict {
  conforms: boolean;
  /** The verdict in one sentence. */
  sentence: string;
  /** Different findings of each severity. */
  errors: number;
  undocumented: number;
  /** Whether what is undocumented counts. */
  allowsUndocumented: boolean;
  failedSteps: StepResult[];
  thresholds: Threshold[];
  shortfalls: Shortfall[];
}

export interface VerdictOptions {
  allowUndocumented?: boolean;
  thresholds?: Threshold[];
}

/** Judges a run. One in which nothing was checked does not conform. */
export function judge(result: Result, { allowUndocumented = false, thresholds = [] }: VerdictOptions): Verdict {
  const errors = result.findings.filter(({ finding }) => finding.severity === "error").length;
  const undocumented = result.findings.length - errors;
  const failedSteps = (result.steps ?? []).filter(({ outcome }) => outcome === "failed");
  const shortfalls = shortfallsOf(result.coverage.summary(), thresholds);
  const faults = [
    ...(result.exchanges === 0 ? ["no exchange was checked"] : []),
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(undocumented > 0 && !allowUndocumented ? [`${undocumented} undocumented`] : []),
    ...(failedSteps.length > 0 ? [plural(failedSteps.length, "failed step")] : []),
    ...shortfalls.map(
      (shortfall) => `${perCent(shortfall)} % of ${nameOf(shortfall)} where ${shortfall.percent} % is asked`,
    ),
  ];
  const allowed = allowUndocumented && undocumented > 0 ? `; ${undocumented} undocumented, which is allowed` : "";
  return {
    conforms: faults.length === 0,
    sentence:
      faults.length === 0
        ? `Conforms: ${plural(result.exchanges, "exchange")}${allowed}`
        : `Does not conform: ${faults.join(", ")}${allowed}`,
    errors,
    undocumented,
    allowsUndocumented: allowUndocumented,
    failedSteps,
    thresholds,
    shortfalls,
  };
}

/** A number of things, such as `2 errors`. */
export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
