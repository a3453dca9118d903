import { COVERAGE_KINDS, type Coverage, type CoverageCount } from "../../check/coverage.ts";
import type { CoverageKind } from "../../check/coverage-items.ts";

/** What each kind of coverage is called for people. */
export const KIND_NAMES: Readonly<Record<CoverageKind, string>> = {
  operations: "operations",
  parameters: "parameters",
  mediaTypes: "media types",
  statusCodes: "status codes",
  responseProperties: "response properties",
  enumValues: "enum values",
};

/** Coverage as a table of text, with and without success apart. */
export function coverageTable(coverage: Coverage): string {
  const summary = coverage.summary();
  const rows = COVERAGE_KINDS.map((kind) => {
    const { success, error } = summary[kind];
    return `  ${KIND_NAMES[kind].padEnd(20)}${cell(success)}${cell(error)}`;
  });
  const exchanges = `${coverage.exchanges} exchange${coverage.exchanges === 1 ? "" : "s"}`;
  return [
    `Coverage of the description, ${exchanges}`,
    `${" ".repeat(22)}${"success".padStart(18)}${"errors".padStart(18)}`,
    ...rows,
  ].join("\n");
}

function cell({ seen, total }: CoverageCount): string {
  return `${seen}/${total}`.padStart(12) + `${perCent({ seen, total })} %`.padStart(6);
}

/** Whole per cent, rounded down, so that 100 is all. */
export function perCent({ seen, total }: CoverageCount): number {
  return total === 0 ? 100 : Math.floor((100 * seen) / total);
}
