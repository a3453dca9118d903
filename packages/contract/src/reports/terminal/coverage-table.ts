import { COVERAGE_KINDS, type Coverage, type CoverageCount } from "../../check/coverage.ts";
import { KIND_NAMES, perCent } from "../kinds.ts";
import { plural } from "../plural.ts";

/** Coverage as a table of text, with and without success apart. */
export function coverageTable(coverage: Coverage): string {
  const summary = coverage.summary();
  const rows = COVERAGE_KINDS.map((kind) => {
    const { success, error } = summary[kind];
    return `  ${KIND_NAMES[kind].padEnd(20)}${cell(success)}${cell(error)}`;
  });
  return [
    `Coverage of the description, ${plural(coverage.exchanges, "exchange")}`,
    `${" ".repeat(22)}${"success".padStart(18)}${"errors".padStart(18)}`,
    ...rows,
  ].join("\n");
}

function cell({ seen, total }: CoverageCount): string {
  return `${seen}/${total}`.padStart(12) + `${perCent({ seen, total })} %`.padStart(6);
}
