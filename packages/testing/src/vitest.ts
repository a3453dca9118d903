/** What the tests of all packages have in common. */
import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";

/** A test ends early only when it hangs: a machine may be busy with other things. In ms. */
const PATIENCE = 120_000;

const base = defineConfig({
  test: {
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    teardownTimeout: PATIENCE,
    // Turbo runs two packages at a time.
    maxWorkers: 2,
  },
});

/** The Vitest configuration of a package. */
export function vitestConfig(own: ViteUserConfig = {}): ViteUserConfig {
  return mergeConfig(base, own);
}
