import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Many tests wait for a process or a clock, so more of them go on at a time than there are cores.
    maxWorkers: 3,
    // The command is started a hundred times, and compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/compile", import.meta.url)) },
  },
});
