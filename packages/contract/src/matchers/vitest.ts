/**
 * Setup file for Vitest: `setupFiles: ["@agora-chat-openapi/contract/vitest"]`. Adds `toMatchContract`, and hands the
 * coverage of each test file to the reporter.
 */
import { afterAll, expect } from "vitest";
import type { CoverageRecord } from "../check/coverage.ts";
import { sharedChecker } from "../fetch/contract-fetch.ts";
import { type MatchContractOptions, toMatchContract } from "./to-match-contract.ts";

declare global {
  namespace Chai {
    // The assertions of every Vitest have these; its own interfaces differ from version to version.
    interface Assertion {
      /** Holds a response to the description of the API. */
      toMatchContract(options?: MatchContractOptions): Promise<void>;
    }
  }
}
declare module "vitest" {
  interface TaskMeta {
    contractCoverage?: CoverageRecord;
  }
}

expect.extend({ toMatchContract });

/** A test file, as far as it is needed. */
interface Suite {
  file: { meta: { contractCoverage?: CoverageRecord } };
}

// Since Vitest 4, a hook gets the fixtures that its pattern names before the suite.
// biome-ignore lint/correctness/noEmptyPattern: it needs none
afterAll(function ({}: object) {
  // biome-ignore lint/complexity/noArguments: the suite is the last of them in every version
  const suite = [...arguments].at(-1) as Suite;
  const { coverage } = sharedChecker();
  if (coverage.exchanges > 0) suite.file.meta.contractCoverage = coverage.toJSON();
});
