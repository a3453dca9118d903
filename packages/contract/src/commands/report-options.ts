/** The options about reports, which the commands share. */
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { COVERAGE_KINDS, type CoverageRecord } from "../check/coverage.ts";
import { UsageError } from "../errors.ts";
import { toHtml } from "../reports/html/page.ts";
import { toJson } from "../reports/json/json.ts";
import { toJunit } from "../reports/junit/junit.ts";
import { createReport, type Report, seenOperations } from "../reports/report.ts";
import type { Result } from "../reports/result.ts";
import { toSarif } from "../reports/sarif/sarif.ts";
import { toTerminal } from "../reports/terminal/terminal.ts";
import { parseThresholds, type Threshold } from "../reports/thresholds.ts";
import { writeWhole } from "../reports/write-whole.ts";

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
  --coverage FILE        write what was seen of the description
  --merge-coverage FILE  count what another run saw, too: a file of --coverage; may be given many times
  --min-coverage KIND=PERCENT,…
                         fail below, such as operations=80,error.statusCodes=20; without "error." it counts what was
                         seen with success. Kinds: ${COVERAGE_KINDS.slice(0, 4).join(", ")},
                         ${COVERAGE_KINDS.slice(4).join(", ")}
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

/** Options that name a file to write, each with what it writes. */
const WRITERS = {
  json: toJson,
  junit: toJunit,
  html: toHtml,
  sarif: toSarif,
  coverage: ({ coverage }: Report) => `${JSON.stringify(coverage)}\n`,
} as const;
const STDOUT = "-";

/** Holds the options to what they must be, before any work. @throws UsageError for a bad threshold, a missing folder or file. */
export function checkReportValues(values: ReportValues): void {
  thresholdsOf(values);
  readCoverage(values);
  const names = new Map<string, string>();
  for (const [option, , file] of outputsOf(values)) {
    if (file !== STDOUT) checkTarget(option, file);
    const name = file === STDOUT ? STDOUT : resolve(file);
    const other = names.get(name);
    if (other !== undefined) throw new UsageError(`--${other} and --${option} both write to ${file}; name two files`);
    names.set(name, option);
  }
}

/**
 * Writes all reports, each file whole or not at all, and prints one.
 * @returns the exit code: 0 conforms, 1 does not
 * @throws UsageError when a file cannot be written
 */
export async function report(result: Result, values: ReportValues): Promise<number> {
  const checked = seenOperations(result);
  for (const record of readCoverage(values)) result.coverage.merge(record);
  const made = createReport(result, {
    checked,
    thresholds: thresholdsOf(values),
    allowUndocumented: values["allow-undocumented"] ?? false,
  });
  let printed: string | undefined;
  for (const [option, write, file] of outputsOf(values)) {
    const text = write(made);
    if (file === STDOUT) printed = text;
    else {
      await writeWhole(file, text).catch((error: Error) => {
        throw new UsageError(`--${option} cannot write ${file}: ${error.message}`);
      });
    }
  }
  const color = process.stdout.isTTY === true && !process.env["NO_COLOR"];
  await print(printed ?? toTerminal(made, { color }));
  return made.verdict.conforms ? 0 : 1;
}

type Output = [option: keyof typeof WRITERS, write: (report: Report) => string, file: string];

function outputsOf(values: ReportValues): Output[] {
  const options = Object.keys(WRITERS) as (keyof typeof WRITERS)[];
  return options.flatMap((option) => {
    const file = values[option];
    return file === undefined ? [] : [[option, WRITERS[option], file] as Output];
  });
}

function checkTarget(option: string, file: string): void {
  if (file === "") throw new UsageError(`--${option} needs the name of a file`);
  const folder = dirname(resolve(file));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--${option} ${file}: there is no folder ${dirname(file)}`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--${option} ${file} is a folder; name a file in it`);
  }
}

function thresholdsOf(values: ReportValues): Threshold[] {
  try {
    return (values["min-coverage"] ?? []).flatMap(parseThresholds);
  } catch (error) {
    throw new UsageError(`--min-coverage: ${(error as Error).message}`);
  }
}

function readCoverage(values: ReportValues): CoverageRecord[] {
  return (values["merge-coverage"] ?? []).map((file) => {
    let record: CoverageRecord;
    try {
      record = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
      const reason = error instanceof SyntaxError ? "it is no JSON" : (error as Error).message;
      throw new UsageError(`--merge-coverage cannot read ${file}: ${reason}`);
    }
    if (record?.version !== 1 || !Array.isArray(record.seen) || !Number.isInteger(record.exchanges)) {
      throw new UsageError(`--merge-coverage ${file} is no record of coverage; give a file that --coverage wrote`);
    }
    return record;
  });
}

/** Writes to stdout and waits until it is out. A reader that has gone, such as `head`, is no fault. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null) => {
      process.stdout.off("error", settle);
      if (error && error.code !== "EPIPE") reject(error);
      else resolve();
    };
    process.stdout.once("error", settle);
    process.stdout.write(text, (error) => {
      if (!error) settle();
    });
  });
}
