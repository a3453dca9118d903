// The matcher on the test runners that people have, installed as they would have it: see test/runners.
import { execFile } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const RUNNERS = fileURLToPath(new URL("../runners", import.meta.url));
/** What each suite ends with: of its three tests, the last is to fail. */
const OUTCOME = /Tests: +1 failed, 2 passed|Tests +1 failed \| 2 passed/;

interface Run {
  code: number;
  output: string;
}

/** Runs a script of a package from a folder. */
function run(folder: string, script: string, args: string[], options = ""): Promise<Run> {
  const env = { ...process.env, NO_COLOR: "1", CI: "1", NODE_OPTIONS: options };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, output: stdout + stderr });
    });
  });
}

/** A folder in the project of a runner, with a suite and what configures it. */
async function prepare(runner: string, suite: string, files: Record<string, string>): Promise<string> {
  const folder = join(RUNNERS, runner, "generated", suite.replaceAll(".", "-"));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(RUNNERS, "suites", suite), join(folder, suite));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** The script that a package of a project has as its command. */
function scriptOf(runner: string, name: string, script: string): string {
  const { resolve } = createRequire(join(RUNNERS, runner, "package.json"));
  return join(resolve(`${name}/package.json`), "..", script);
}

/** Checks the types of a suite with the compiler of this project. */
function typecheck(folder: string, file: string): Promise<Run> {
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  const flags = ["--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
  return run(folder, tsc, [...flags, "--lib", "es2023,dom", "--skipLibCheck", file]);
}

describe.each(["vitest-3", "vitest-4", "vitest-5"])("%s", (runner) => {
  test("has the matcher, and the coverage of all files at the end", async () => {
    const config = `
      import ContractReporter from "@agora-chat-openapi/contract/vitest/reporter";
      const setupFiles = ["@agora-chat-openapi/contract/vitest"];
      export default { test: { globals: true, setupFiles, reporters: ["default", new ContractReporter()] } };`;
    const folder = await prepare(runner, "users.test.mjs", { "vitest.config.js": config });
    const { code, output } = await run(folder, scriptOf(runner, "vitest", "vitest.mjs"), ["run"]);
    expect(output).toMatch(OUTCOME);
    expect(code).toBe(1);
    expect(output).toContain('expected an array, got the string "ben"');
    expect(output).toMatch(/operations +1\/\d+/);
  });

  test("has its type", async () => {
    const folder = await prepare(runner, "vitest.types.ts", {});
    expect(await typecheck(folder, "vitest.types.ts")).toEqual({ code: 0, output: "" });
  });
});

describe.each(["jest-29", "jest-30"])("%s", (runner) => {
  const jest = scriptOf(runner, "jest", "bin/jest.js");

  test.each([
    ["CommonJS", "users.test.cjs", ""],
    ["ES modules", "users.test.mjs", "--experimental-vm-modules"],
  ])("has the matcher in %s", async (_, suite, options) => {
    const config = JSON.stringify({
      testMatch: ["**/*.test.*js"],
      setupFilesAfterEnv: ["@agora-chat-openapi/contract/jest"],
      transform: {},
    });
    const folder = await prepare(runner, suite, { "jest.config.json": config });
    const { code, output } = await run(folder, jest, ["--no-cache"], options);
    expect(output).toMatch(OUTCOME);
    expect(code).toBe(1);
    expect(output).toContain('expected an array, got the string "ben"');
  });

  test("has it without globals", async () => {
    const config = JSON.stringify({
      testMatch: ["**/*.test.*js"],
      setupFilesAfterEnv: ["@agora-chat-openapi/contract/jest"],
      injectGlobals: false,
      transform: {},
    });
    const folder = await prepare(runner, "injected.test.cjs", { "jest.config.json": config });
    expect(await run(folder, jest, ["--no-cache"])).toMatchObject({ code: 0 });
  });

  test.each(["jest-globals.types.ts", "jest.types.ts"])("has its type: %s", async (file) => {
    const folder = await prepare(runner, file, {});
    expect(await typecheck(folder, file)).toEqual({ code: 0, output: "" });
  });
});
