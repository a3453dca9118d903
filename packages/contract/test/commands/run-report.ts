// Runs the end of a command that found something, as `check` does: options, then the reports.
import { parseArgs } from "node:util";
import { checkReportValues, REPORT_OPTIONS, report } from "../../src/commands/report-options.ts";
import { faultyResult } from "../reports/fixture.ts";

const { values } = parseArgs({ options: REPORT_OPTIONS });
checkReportValues(values);
process.exitCode = await report(faultyResult(), values);
