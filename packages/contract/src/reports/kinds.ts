/** Kinds of coverage, for people. */
import type { CoverageCount } from "../check/coverage.ts";
import type { CoverageKind } from "../check/coverage-items.ts";

/** What each kind of coverage is called for people. */
export const KIND_NAMES: Readonly<Record<CoverageKind, string>> = {
  operations: "operations",
  parameters: "parameters",
  mediaTypes: "media types",
  statusCodes: "status codes",
  responseProperties: "response properties",
  enumValues: "enum values",
};

/** Whole per cent, rounded down, so that 100 is all. */
export function perCent({ seen, total }: CoverageCount): number {
  return total === 0 ? 100 : Math.floor((100 * seen) / total);
}
