import { defineConfig } from "vitest/config";
import ContractReporter from "../../../src/matchers/vitest-reporter.ts";

export default defineConfig({
  test: {
    include: ["*.suite.ts"],
    testTimeout: 30_000,
    setupFiles: ["../../../src/matchers/vitest.ts"],
    reporters: ["default", new ContractReporter()],
  },
});
