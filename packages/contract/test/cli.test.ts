import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { entry, har } from "./recorded/files.ts";
import { runHere } from "./support/in-process.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const bundle = fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "agora-chat-contract-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runHere(args, folder);
const start = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });

const commands = ["verify", "sweep", "check", "record", "listen", "diff"];

test("--help shows the commands and the exit codes", async () => {
  const { code, stdout } = await run("--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: agora-chat-contract <command>/);
  for (const command of commands) expect(stdout).toContain(`  ${command} `);
  expect(stdout).toContain("Exit codes: 0 conforms, 1 findings, 2 usage, 3 ");
});

test("--version shows the version of the package", async () => {
  expect(await start("--version")).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

test.each(commands)("%s has a help of its own, in which each option says what it does", async (command) => {
  const { code, stdout } = await run(command, "--help");
  expect(code).toBe(0);
  expect(stdout.startsWith(`Usage: agora-chat-contract ${command} `)).toBe(true);
  for (const line of stdout.split("\n").filter((each) => /^ {2}-/.test(each))) expect(line).toMatch(/^ +\S.* {2,}\S/);
});

test.each([
  [[], /Usage: agora-chat-contract <command>/],
  [["validate"], /unknown command 'validate'/],
  [["check"], /missing required argument 'file\|folder'/],
  [["check", "x.har", "--jsn", "x"], /unknown option '--jsn'/],
  [["check", "nowhere.har"], /nowhere\.har/],
  [["diff", "new.json"], /missing required argument 'new'/],
  [["diff", "one.yaml", "two.yaml"], /there is no file one\.yaml/],
  [["record", "--target", "a61.chat.agora.io", "--out", "t.har"], /a61\.chat\.agora\.io/],
  [["listen", "--count", "none"], /--count: "none" is not a whole number from 1 to/],
  [["listen", "--port", "0", "--verdict", "maybe"], /there is no verdict "maybe", but deliver, replace, reject/],
  [["listen", "--callback-secret-env", "NO_SUCH"], /--callback-secret-env: there is no environment variable NO_SUCH/],
  [["listen", "--port", "0", "--out", "callbacks.txt"], /\.har or \.ndjson/],
  [["verify", "--base-url", "http://127.0.0.1:1"], /'--token-env <name>' not specified/],
])("%j is a mistake of usage, told without a stack trace", async (args, message) => {
  const { code, stdout, stderr } = await run(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^ +at /m);
});

test("what the program says and how it ends is what the process says and how it ends", async () => {
  for (const args of [[], ["validate"], ["check", "nowhere.har"]])
    expect(await start(...args)).toEqual(await run(...args));
});

test("a reader that goes away early is not a fault", async () => {
  await writeFile(join(folder, "one.har"), har([entry({}, { status: 418 })]));
  const child = spawn(process.execPath, [cli, "check", "one.har", "--json", "-"], { cwd: folder });
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
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

  test("of what is not a description says so", async () => {
    await edited("just text");
    expect(await run("diff", "old.json", "new.json")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("redocly"),
    });
  });
});
