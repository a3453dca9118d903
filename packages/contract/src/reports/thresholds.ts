/** How much of the description a run must have seen. */
import { COVERAGE_KINDS, type CoverageCount, type CoverageSummary } from "../check/coverage.ts";
import type { CoverageKind, Outcome } from "../check/coverage-items.ts";
import { KIND_NAMES } from "./kinds.ts";

export interface Threshold {
  kind: CoverageKind;
  outcome: Outcome;
  /** From 0 to 100. */
  percent: number;
}

/** A threshold that was not reached. */
export interface Shortfall extends Threshold, CoverageCount {}

/** Reads thresholds such as `operations=80,error.statusCodes=20`. @throws TypeError for a malformed one. */
export function parseThresholds(text: string): Threshold[] {
  return text.split(",").map((part) => {
    const [, outcome = "success", name = "", number = ""] =
      /^\s*(?:(success|error)\.)?(\w+)\s*=\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(part) ?? [];
    const kind = COVERAGE_KINDS.find((known) => known === name);
    const percent = Number(number);
    if (kind === undefined || percent > 100) {
      const kinds = COVERAGE_KINDS.join(", ");
      throw new TypeError(`"${part}" is not a threshold; give one of ${kinds} with 0 to 100, such as operations=80`);
    }
    return { kind, outcome: outcome as Threshold["outcome"], percent };
  });
}

/** The thresholds that were not reached. */
export function shortfallsOf(summary: CoverageSummary, thresholds: Threshold[]): Shortfall[] {
  return thresholds
    .map((threshold) => ({ ...threshold, ...summary[threshold.kind][threshold.outcome] }))
    .filter(({ seen, total, percent }) => seen * 100 < percent * total);
}

/** A threshold in words, such as `operations (error)`. */
export function nameOf({ kind, outcome }: Pick<Threshold, "kind" | "outcome">): string {
  return outcome === "error" ? `${KIND_NAMES[kind]} (error)` : KIND_NAMES[kind];
}
