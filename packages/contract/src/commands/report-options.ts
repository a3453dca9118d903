/** The options about reports, which the commands share. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
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
import { outputFile, STDOUT } from "./parsers.ts";

/** For `addOptions`. */
export const reportOptions = new Command()
  .option("--json <file>", 'write the report as JSON; "-" is stdout, in place of the text', outputFile("--json"))
  .option("--junit <file>", "… as JUnit XML", outputFile("--junit"))
  .option("--html <file>", "… as one page", outputFile("--html"))
  .option("--sarif <file>", "… as SARIF 2.1.0", outputFile("--sarif"))
  .option("--coverage <file>", "write what was seen of the description", outputFile("--coverage"))
  .option(
    "--merge-coverage <file>",
    "count what another run saw, too: a file of --coverage; may be given many times",
    (file, records: CoverageRecord[]) => [...records, readCoverage(file)],
    [],
  )
  .option(
    "--min-coverage <kind=percent,…>",
    `fail below, such as operations=80,error.statusCodes=20; without "error." it counts what was seen with success. Kinds: ${COVERAGE_KINDS.join(", ")}`,
    (text, thresholds: Threshold[]) => [...thresholds, ...readThresholds(text)],
    [],
  )
  .option("--allow-undocumented", "do not fail for what is merely undocumented")
  .option("--allow-values", "do not fail for values of responses that are outside what is documented");

export type ReportOptions = ReturnType<typeof reportOptions.opts>;

/** Options that name a file to write, each with what it writes. */
const WRITERS = {
  json: toJson,
  junit: toJunit,
  html: toHtml,
  sarif: toSarif,
  coverage: ({ coverage }: Report) => `${JSON.stringify(coverage)}\n`,
} as const;

type Output = [option: keyof typeof WRITERS, write: (report: Report) => string, file: string];

/** The files to write. @throws UsageError when two reports would be written to one */
export function outputsOf(options: ReportOptions): Output[] {
  const names = new Map<string, string>();
  return (Object.keys(WRITERS) as (keyof typeof WRITERS)[]).flatMap((option) => {
    const file = options[option];
    if (file === undefined) return [];
    const name = file === STDOUT ? STDOUT : resolve(file);
    const other = names.get(name);
    if (other !== undefined) throw new UsageError(`--${other} and --${option} both write to ${file}; name two files`);
    names.set(name, option);
    return [[option, WRITERS[option], file] as Output];
  });
}

/**
 * Writes all reports, each file whole or not at all, and prints one.
 * @returns the exit code: 0 conforms, 1 does not
 * @throws UsageError when a file cannot be written
 */
export async function report(result: Result, options: ReportOptions): Promise<number> {
  const checked = seenOperations(result);
  for (const record of options.mergeCoverage) result.coverage.merge(record);
  const made = createReport(result, {
    checked,
    thresholds: options.minCoverage,
    allowUndocumented: options.allowUndocumented ?? false,
    allowValues: options.allowValues ?? false,
  });
  let printed: string | undefined;
  for (const [option, write, file] of outputsOf(options)) {
    const text = write(made);
    if (file === STDOUT) printed = text;
    else {
      await writeWhole(file, text).catch((error: Error) => {
        throw new UsageError(`--${option} cannot write ${file}: ${error.message}`);
      });
    }
  }
  const color = process.stdout.isTTY === true && !process.env["NO_COLOR"];
  process.stdout.write(printed ?? toTerminal(made, { color }));
  return made.verdict.conforms ? 0 : 1;
}

function readThresholds(text: string): Threshold[] {
  try {
    return parseThresholds(text);
  } catch (error) {
    throw new UsageError(`--min-coverage: ${(error as Error).message}`);
  }
}

function readCoverage(file: string): CoverageRecord {
  let record: CoverageRecord;
  try {
    record = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "it is not JSON" : (error as Error).message;
    throw new UsageError(`--merge-coverage cannot read ${file}: ${reason}`);
  }
  if (record?.version !== 1 || !Array.isArray(record.seen) || !Number.isInteger(record.exchanges)) {
    throw new UsageError(`--merge-coverage ${file} is not a record of coverage; give a file that --coverage wrote`);
  }
  return record;
}
