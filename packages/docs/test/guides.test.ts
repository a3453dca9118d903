import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { lexer, type Tokens, walkTokens } from "marked";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listGuides } from "../src/pages.ts";
import { MOCK_URL } from "../src/samples/request.ts";
import type { Ran } from "./run-programs.ts";

const run = promisify(execFile);
const binary = (name: string) => fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url));
/** Below the package, where the programs find client and mock. */
const programs = fileURLToPath(new URL("generated/guides", import.meta.url));
const dist = new URL("../dist/", import.meta.url);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** What a guide's code leaves out where it shows one thing alone. */
const PRELUDE = `import { createChatClient } from "@agora-chat-openapi/client";
const chat = createChatClient({ baseUrl: "${MOCK_URL}", org: "41117440", app: "383391", token: "any-token" });
`;

const guides = listGuides().map((guide) => ({ ...guide, tokens: lexer(guide.markdown) }));
const fences = guides.flatMap(({ file, tokens }) =>
  tokens
    .filter((token): token is Tokens.Code => token.type === "code")
    .map(({ lang = "", text }, index) => {
      const [language, mark] = lang.split(" ");
      return { name: `${file.replace(/.*\/|\.html$/g, "")}-${index + 1}`, language, mark, text };
    }),
);
/** `server` marks what receives callbacks: the package of callbacks compiles, starts and calls it. */
const compiled = fences.filter(({ language, mark }) => language === "ts" && mark !== "server");
/** `compile` marks what does not run by itself: it needs an account, or is a file of a test suite. */
const runnable = compiled.filter(({ mark }) => mark !== "compile" && mark !== "vitest");
/** `vitest` marks a test file of Vitest. */
const vitestFiles = compiled.filter(({ mark }) => mark === "vitest");
const lines = fences.filter(({ language, text }) => language === "sh" && text.startsWith("curl"));

let mock: Mock;
let folder: string;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), "agora-chat-guides-"));
  await rm(programs, { recursive: true, force: true });
  await mkdir(programs, { recursive: true });
  for (const { name, mark, text } of compiled) {
    const file = mark === "vitest" ? `${name}.suite.ts` : `${name}.ts`;
    await writeFile(join(programs, file), onThisMock(program(text)));
  }
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

test("every piece of TypeScript compiles", async () => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "nodenext",
    lib: ["es2023", "dom", "dom.asynciterable"],
    types: ["node"],
  };
  await writeFile(join(programs, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const { stdout } = await run(binary("tsc"), ["-p", programs]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});

describe("against the mock", () => {
  let ran: Record<string, Ran>;
  beforeAll(async () => {
    const runner = fileURLToPath(new URL("run-programs.ts", import.meta.url));
    const files = runnable.filter((program) => !isSuite(program)).map(({ name }) => join(programs, `${name}.ts`));
    const { stdout } = await run(process.execPath, [runner, ...files], { cwd: folder });
    ran = JSON.parse(stdout);
  });

  test.each(runnable.filter((program) => !isSuite(program)))("$name runs", ({ name }) => {
    const { printed, warned } = ran[`${name}.ts`] ?? {};
    expect(warned).toBe("");
    expect(printed).not.toMatch(/undefined|NaN/);
  });

  test.each(runnable.filter(isSuite))("the tests of $name pass", async ({ name }) => {
    const { stdout } = await run(process.execPath, [join(programs, `${name}.ts`)], { cwd: folder });
    expect(stdout).toMatch(/^\S+ fail 0$/m);
    expect(stdout).not.toMatch(/^\S+ pass 0$/m);
  });
});

test("the test files of Vitest pass", async () => {
  await writeFile(
    join(programs, "vitest.config.ts"),
    'export default { test: { include: ["*.suite.ts"], testTimeout: 120_000, hookTimeout: 120_000 } };\n',
  );
  const report = join(folder, "vitest.json");
  await run(binary("vitest"), ["run", "--root", programs, "--reporter", "json", "--outputFile", report]);
  const { success, testResults } = JSON.parse(await readFile(report, "utf8")) as {
    success: boolean;
    testResults: { name: string }[];
  };
  expect(success).toBe(true);
  expect(testResults).toHaveLength(vitestFiles.length);
});

describe.skipIf(!hasCurl)(`curl${hasCurl ? "" : " (skipped: there is no curl here)"}`, () => {
  test.each(lines)("the line of $name gets an answer of the API", async ({ text }) => {
    const { stdout } = await run("sh", ["-c", onThisMock(text)], { cwd: folder });
    expect(JSON.parse(stdout)).toHaveProperty("timestamp");
  });
});

test.each(guides)("links of $file lead to pages of the site", ({ file, tokens }) => {
  const missing: string[] = [];
  walkTokens(tokens, (token) => {
    if (token.type !== "link" || /^\w+:/.test(token.href)) return;
    const target = new URL(token.href, new URL(file, dist));
    const page = new URL(target.pathname.replace(/\.md$/, ".html"), dist);
    if (!existsSync(target) || !existsSync(page)) missing.push(token.href);
  });
  expect(missing).toEqual([]);
});

/** What ends by itself, when its tests have run. */
function isSuite({ text }: { text: string }): boolean {
  return text.includes('from "node:test"');
}

function program(text: string): string {
  return /create(Chat|Path)Client\(/.test(text) ? text : `${PRELUDE}${text}\nexport {};\n`;
}

function onThisMock(text: string): string {
  return text.replaceAll(MOCK_URL, mock.url);
}
