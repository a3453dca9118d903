// Runs the end of a command that found something, as `check` does: options, then the reports.
import { addOptions, createCommand } from "../../src/commands/command.ts";
import { report, reportOptions } from "../../src/commands/report-options.ts";
import { faultyResult } from "../reports/fixture.ts";

const command = addOptions(createCommand("check"), reportOptions).parse();
process.exitCode = await report(faultyResult(), command.opts());
