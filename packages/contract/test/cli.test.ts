import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const bundle = fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "agora-chat-contract-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });

test("--help shows the commands and the exit codes", async () => {
  const { code, stdout } = await run("--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^usage: agora-chat-contract <command>/);
  for (const command of ["verify", "sweep", "check", "record", "listen", "diff"])
    expect(stdout).toContain(`  ${command} `);
});

test.each(["verify", "sweep", "check", "record", "listen", "diff"])("%s has a help of its own", async (command) => {
  const { code, stdout } = await run(command, "--help");
  expect(code).toBe(0);
  expect(stdout.startsWith(`usage: agora-chat-contract ${command} `)).toBe(true);
});

test.each([
  [[], /^$/],
  [["validate"], /no command "validate"; there are check, diff, listen, record, sweep, verify/],
  [["check"], /takes the files or folders/],
  [["check", "--jsn", "x"], /Unknown option '--jsn'/],
  [["check", "nowhere.har"], /nowhere\.har/],
  [["diff", "one.yaml"], /takes two files/],
  [["diff", "one.yaml", "two.yaml"], /there is no file one\.yaml/],
  [["record", "--target", "a61.chat.agora.io", "--out", "t.har"], /a61\.chat\.agora\.io/],
  [["listen", "--count", "none"], /--count is a number above 0, not "none"/],
  [["listen", "--port", "0", "--verdict", "maybe"], /there is no verdict "maybe", but deliver, replace, reject/],
  [["listen", "--callback-secret-env", "NO_SUCH"], /--callback-secret-env NO_SUCH: there is no such/],
  [["listen", "--port", "0", "--out", "callbacks.txt"], /is to end in \.har or \.ndjson/],
  [["verify", "--base-url", "http://127.0.0.1:1"], /--token-env is missing/],
])("%j is a mistake of usage, told without a stack trace", async (args, message) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ +at /m);
});

describe("diff", () => {
  const edited = (text: string) => writeFile(join(folder, "new.json"), text);
  beforeAll(() => copyFile(bundle, join(folder, "old.json")));

  test("of the same description finds nothing", async () => {
    expect(await run("diff", "old.json", "old.json")).toMatchObject({
      code: 0,
      stdout: "The descriptions say the same.\n",
    });
  });

  test("names what breaks callers, and exits with 1", async () => {
    const { default: description } = await import(bundle, { with: { type: "json" } });
    const { "/{org_name}/{app_name}/chatrooms": _, ...paths } = description.paths;
    await edited(JSON.stringify({ ...description, paths }));
    const { code, stdout } = await run("diff", "old.json", "new.json");
    expect(code).toBe(1);
    expect(stdout).toMatch(/major .*chatrooms.*removed/);
    expect(stdout).toContain("ask for a major version");
    expect(await run("diff", "old.json", "new.json", "--fail-on", "none", "--json")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"bump": "major"'),
    });
  });

  test("of what is no description says so", async () => {
    await edited("just text");
    expect(await run("diff", "old.json", "new.json")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("redocly"),
    });
  });
});
