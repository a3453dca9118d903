import type { Reporter, TestModule } from "vitest/node";
import { sharedChecker } from "../fetch/contract-fetch.ts";
import { coverageTable } from "../reports/terminal/coverage-table.ts";
import type {} from "./vitest.ts";

/** Prints, at the end of a suite, what of the description its tests have shown: `reporters: ["default", new ContractReporter()]`. */
export default class ContractReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const { coverage } = sharedChecker();
    for (const module of modules) {
      const { contractCoverage } = module.meta();
      if (contractCoverage) coverage.merge(contractCoverage);
    }
    if (coverage.exchanges > 0) console.log(`\n${coverageTable(coverage)}`);
  }
}
