/**
 * Runs tools that nobody here wrote over the bundled description: a linter, three parsers, and four generators whose
 * code must compile. Prints a table, and ends with 1 when one of them fails.
 *
 *     pnpm install --frozen-lockfile && node run.ts
 */
import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import { generators } from "./generators.ts";
import { linters, parsers } from "./readers.ts";

/** What a tool made of the description: nothing when all is well, else its own words. */
type Outcome = { tool: string; problem: string | undefined; seconds: number };

const outcomes: Outcome[] = [];
for (const { name, run } of [...linters, ...parsers, ...generators]) {
  const start = performance.now();
  const problem = await run().then(
    () => undefined,
    (error: Error) => error.message,
  );
  outcomes.push({ tool: `${name} ${versionOf(name)}`, problem, seconds: (performance.now() - start) / 1000 });
}

const width = Math.max(...outcomes.map(({ tool }) => tool.length));
for (const { tool, problem, seconds } of outcomes) {
  const verdict = problem === undefined ? styleText("green", "ok    ") : styleText("red", "failed");
  console.log(`${tool.padEnd(width)}  ${verdict}  ${seconds.toFixed(1).padStart(5)} s`);
}
const failed = outcomes.filter(({ problem }) => problem !== undefined);
for (const { tool, problem } of failed) console.error(`\n${tool}\n${problem}`);
if (failed.length > 0) process.exitCode = 1;

/** The version of a tool that `package.json` asks for. */
function versionOf(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
  return devDependencies[name];
}
