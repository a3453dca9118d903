/** How much of the description a run must have seen. */
import { COVERAGE_KINDS, type CoverageCount, type CoverageKind, type CoverageSummary } from "../engine/coverage.ts";

export interface Threshold {
  kind: CoverageKind;
  outcome: "success" | "error";
  /** From 0 to 100. */
  percent: number;
}

/** A threshold that was not reached. */
export interface Shortfall extends Threshold, CoverageCount {}

/** Reads thresholds such as `operations=80,error.statusCodes=20`. @throws TypeError for what is none. */
export function parseThresholds(text: string): Threshold[] {
  return text.split(",").map((part) => {
    const [, outcome = "success", name = "", number = ""] =
      /^\s*(?:(success|error)\.)?(\w+)\s*=\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(part) ?? [];
    const kind = COVERAGE_KINDS.find((known) => known === name);
    const percent = Number(number);
    if (kind === undefined || percent > 100) {
      const kinds = COVERAGE_KINDS.join(", ");
      throw new TypeError(`"${part}" is no threshold; give one of ${kinds} with 0 to 100, such as operations=80`);
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

/** How much was seen, in per cent, rounded down; all of nothing is 100. */
export function percentOf({ seen, total }: CoverageCount): number {
  return total === 0 ? 100 : Math.floor((seen * 100) / total);
}

/** A threshold in words, such as `operations (error)`. */
export function nameOf({ kind, outcome }: Pick<Threshold, "kind" | "outcome">): string {
  return outcome === "error" ? `${COVERAGE_NAMES[kind]} (error)` : COVERAGE_NAMES[kind];
}

/** The kinds of coverage for people. */
export const COVERAGE_NAMES: Readonly<Record<CoverageKind, string>> = {
  operations: "operations",
  parameters: "parameters",
  mediaTypes: "media types",
  statusCodes: "status codes",
  responseProperties: "response properties",
  enumValues: "enum values",
};
