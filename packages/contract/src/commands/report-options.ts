/** The options about reports, which the commands share. */
import type { Result } from "../reports/result.ts";
import { UsageError } from "./usage-error.ts";

/** For `parseArgs`. */
export const REPORT_OPTIONS = {
  json: { type: "string" },
  junit: { type: "string" },
  html: { type: "string" },
  sarif: { type: "string" },
  coverage: { type: "string" },
  "merge-coverage": { type: "string", multiple: true },
  "min-coverage": { type: "string", multiple: true },
  "allow-undocumented": { type: "boolean" },
} as const;

/** Lines for the help text of a command. */
export const REPORT_USAGE = `  --json FILE            write the report as JSON; "-" is stdout, in place of the report as text
  --junit FILE           … as JUnit XML
  --html FILE            … as one page
  --sarif FILE           … as SARIF 2.1.0
  --coverage FILE        write what was seen of the description, for --merge-coverage
  --merge-coverage FILE  count what another run saw too; may be given many times
  --min-coverage KIND=PER CENT,…
                         fail below, such as operations=80,statusCodes=50,error.statusCodes=20
  --allow-undocumented   do not fail for what is merely undocumented`;

/** What `parseArgs` makes of `REPORT_OPTIONS`. */
export interface ReportValues {
  json?: string | undefined;
  junit?: string | undefined;
  html?: string | undefined;
  sarif?: string | undefined;
  coverage?: string | undefined;
  "merge-coverage"?: string[] | undefined;
  "min-coverage"?: string[] | undefined;
  "allow-undocumented"?: boolean | undefined;
}

/** Holds the options to what they must be, before any work. @throws UsageError for a bad threshold, a missing folder or file. */
export function checkReportValues(_values: ReportValues): void {}

/**
 * Writes all reports, each file whole or not at all, and prints one.
 * @returns the exit code: 0 conforms, 1 does not
 */
export async function report(_result: Result, _values: ReportValues): Promise<number> {
  throw new UsageError("reports are not there yet");
}
