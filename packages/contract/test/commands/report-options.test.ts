// The options about reports, run as a command: files, exit codes, thresholds, coverage of many runs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { COVERAGE_KINDS } from "../../src/check/coverage.ts";
import { addOptions, createCommand } from "../../src/commands/command.ts";
import { outputsOf, report, reportOptions } from "../../src/commands/report-options.ts";
import { UsageError } from "../../src/errors.ts";
import type { Result } from "../../src/reports/result.ts";
import { exampleOf, faultyResult, Run, USERS } from "../reports/fixture.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "report-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

function parse(...args: string[]) {
  const options = addOptions(createCommand("check"), reportOptions).parse(args, { from: "user" }).opts();
  outputsOf(options);
  return options;
}

/** The end of a command, within this process: what it prints, and its exit code. */
async function run(result: Result, ...args: string[]): Promise<{ code: number; stdout: string }> {
  const options = parse(...args);
  let stdout = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += text;
    return true;
  });
  try {
    return { code: await report(result, options), stdout };
  } finally {
    write.mockRestore();
  }
}

function cleanResult(): Result {
  const made = new Run();
  made.see({ path: "/users?limit=2" }, exampleOf(USERS, "get"));
  return made.result();
}

/** The same in a process of its own, of a run with findings. */
function runApart(...args: string[]) {
  const script = fileURLToPath(new URL("run-report.ts", import.meta.url));
  return spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

describe("exit codes", () => {
  test("are 1 for findings and 0 for none, and the report is printed without colour where none is seen", async () => {
    const faulty = await run(faultyResult());
    expect(faulty.code).toBe(1);
    expect(faulty.stdout).toContain("response/body/type at /entities/0/uuid");
    expect(faulty.stdout).not.toContain("\u001b");
    expect(await run(cleanResult())).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\n\nConforms: 1 exchange\n$/),
    });
  });

  test("are 1 for coverage below a threshold, and 0 for just that", async () => {
    const missed = await run(cleanResult(), "--min-coverage", "operations=0.7");
    expect(missed).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("0 % of operations where 0.7 % is asked"),
    });
    const reached = await run(
      cleanResult(),
      "--min-coverage",
      "operations=0.5,error.operations=0",
      "--allow-undocumented",
    );
    expect(reached.code).toBe(0);
  });
});

describe("files", () => {
  test("of each kind are written, and the report is printed too", async () => {
    const { code, stdout } = await run(
      faultyResult(),
      ...["json", "junit", "html", "sarif", "coverage"].flatMap((kind) => [`--${kind}`, inFolder(kind)]),
    );
    expect(code).toBe(1);
    expect(stdout).toContain("Does not conform");
    expect((await readdir(folder)).toSorted()).toEqual(["coverage", "html", "json", "junit", "sarif"]);
    expect(JSON.parse(await readFile(inFolder("json"), "utf8"))).toMatchObject({ version: 1, subject: "traffic.har" });
    expect(await readFile(inFolder("junit"), "utf8")).toMatch(/^<\?xml [\s\S]*<\/testsuites>\n$/);
    expect(await readFile(inFolder("html"), "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(JSON.parse(await readFile(inFolder("sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(JSON.parse(await readFile(inFolder("coverage"), "utf8"))).toMatchObject({ version: 1, exchanges: 7 });
  });

  test('named "-" go to stdout, in place of the text', async () => {
    const { stdout } = await run(faultyResult(), "--json", "-");
    expect(JSON.parse(stdout)).toMatchObject({ subject: "traffic.har" });
  });

  test("take the place of older ones, and of what a link leads to", async () => {
    await writeFile(inFolder("old.json"), "{}");
    await symlink(inFolder("old.json"), inFolder("link.json"));
    expect((await run(cleanResult(), "--json", inFolder("link.json"))).code).toBe(0);
    expect(JSON.parse(await readFile(inFolder("old.json"), "utf8"))).toMatchObject({ version: 1 });
    expect(await readdir(folder)).toHaveLength(2);
  });

  test("that cannot be written leave what was there, and nothing half-written", async () => {
    const closed = inFolder("closed");
    await mkdir(closed);
    // Too long a name for the file beside it, though not for itself: fails for root, too.
    const file = join(closed, "r".repeat(254));
    await writeFile(file, "as before");
    await expect(run(cleanResult(), "--json", file)).rejects.toThrow(UsageError);
    await expect(run(cleanResult(), "--json", file)).rejects.toThrow("--json cannot write");
    expect(await readFile(file, "utf8")).toBe("as before");
    expect(await readdir(closed)).toHaveLength(1);
  });

  test("sent to another program are whole and without colour", async () => {
    const child = runApart();
    const [stdout, code] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(code[0]).toBe(1);
    expect(stdout).toBe((await run(faultyResult())).stdout);
  });
});

describe("coverage", () => {
  test("of another run counts, for the threshold and for the next run", async () => {
    await run(faultyResult(), "--coverage", inFolder("a.json"));
    const thresholds = ["--min-coverage", "operations=1.5"];
    expect((await run(cleanResult(), ...thresholds)).code).toBe(1);
    const merged = ["--merge-coverage", inFolder("a.json"), "--coverage", inFolder("b.json")];
    const { code, stdout } = await run(cleanResult(), ...thresholds, ...merged);
    expect(code).toBe(0);
    expect(stdout).toMatch(/operations +3\/\d+/);
    expect(JSON.parse(await readFile(inFolder("b.json"), "utf8")).exchanges).toBe(8);
  });

  test("of another run makes no operation one that this run has checked", async () => {
    await run(faultyResult(), "--coverage", inFolder("a.json"));
    const { stdout } = await run(cleanResult(), "--merge-coverage", inFolder("a.json"), "--junit", "-");
    expect(stdout.match(/<testsuite /g)).toHaveLength(1);
  });
});

describe("a mistake is named before any work", () => {
  const mistakes: [string, () => string[], RegExp][] = [
    ["a missing folder", () => ["--json", inFolder("no/where.json")], /--json .*where.json: there is no folder .*no$/],
    ["a folder for a file", () => ["--html", folder], /--html .* is a folder; name a file in it/],
    ["an empty name", () => ["--sarif", ""], /--sarif needs the name of a file/],
    ["two reports for stdout", () => ["--json", "-", "--junit", "-"], /--json and --junit both write to -/],
    [
      "two reports for one file",
      () => ["--json", inFolder("a"), "--html", `${folder}/./a`],
      /--json and --html both write to/,
    ],
    ["an unknown kind", () => ["--min-coverage", "paths=80"], /--min-coverage: "paths=80" .*operations, param/],
    ["more than all", () => ["--min-coverage", "operations=101"], /"operations=101" is not a threshold/],
    ["less than nothing", () => ["--min-coverage", "operations=-1"], /"operations=-1" is not a threshold/],
    ["no number", () => ["--min-coverage", "operations=80,statusCodes"], /"statusCodes" is not a threshold/],
    ["coverage that is not there", () => ["--merge-coverage", inFolder("x")], /cannot read .*x: ENOENT/],
  ];
  test.each(mistakes)("%s", (_, args, message) => {
    expect(() => parse(...args())).toThrow(UsageError);
    expect(() => parse(...args())).toThrow(message);
  });

  test.each([
    ["not JSON", "<html>", /it is not JSON/],
    ["not a record", "{}", /is not a record of coverage; give a file that --coverage wrote/],
    ["of another version", '{"version":2,"exchanges":1,"seen":[]}', /is not a record of coverage/],
  ])("coverage that is %s", async (_, content, message) => {
    await writeFile(inFolder("a.json"), content);
    expect(() => parse("--merge-coverage", inFolder("a.json"))).toThrow(message);
  });

  test("and right values pass", () => {
    const thresholds = COVERAGE_KINDS.flatMap((kind) => [`${kind}=50`, `error.${kind}=12.5`]);
    const options = parse("--json", "-", "--html", inFolder("a.html"), "--min-coverage", thresholds.join(","));
    expect(options.minCoverage).toHaveLength(2 * COVERAGE_KINDS.length);
  });
});
