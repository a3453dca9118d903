/**
 * Setup file for Vitest: `setupFiles: ["@agora-chat-openapi/contract/vitest"]`. Adds `toMatchContract`, and hands the
 * coverage of each test file to the reporter.
 */
import { afterAll, expect } from "vitest";
import type { CoverageRecord } from "../check/coverage.ts";
import { sharedChecker } from "../fetch/contract-fetch.ts";
import { type MatchContractOptions, toMatchContract } from "./to-match-contract.ts";

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Holds a response to the description of the API. */
    toMatchContract(options?: MatchContractOptions): Promise<void>;
  }
  interface TaskMeta {
    contractCoverage?: CoverageRecord;
  }
}

expect.extend({ toMatchContract });

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures the hook needs
afterAll(({}, suite) => {
  const { coverage } = sharedChecker();
  if (coverage.exchanges > 0) suite.file.meta.contractCoverage = coverage.toJSON();
});
