import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { lexer, type Tokens, walkTokens } from "marked";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listGuides } from "../src/pages.ts";
import { MOCK_URL } from "../src/samples/request.ts";

const run = promisify(execFile);
const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
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
const runnable = compiled.filter(({ mark }) => mark !== "compile");
const lines = fences.filter(({ language, text }) => language === "sh" && text.startsWith("curl"));

let mock: Mock;
let folder: string;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), "agora-chat-guides-"));
  await rm(programs, { recursive: true, force: true });
  await mkdir(programs, { recursive: true });
  for (const { name, text } of compiled) await writeFile(join(programs, `${name}.ts`), onThisMock(program(text)));
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
  const { stdout } = await run(TSC, ["-p", programs]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});

test.each(runnable)("$name runs against the mock", async ({ name }) => {
  const { stdout, stderr } = await run(process.execPath, [join(programs, `${name}.ts`)], { cwd: folder });
  expect(stderr).toBe("");
  expect(stdout).not.toMatch(/undefined|NaN/);
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

function program(text: string): string {
  return /create(Chat|Path)Client\(/.test(text) ? text : `${PRELUDE}${text}\nexport {};\n`;
}

function onThisMock(text: string): string {
  return text.replaceAll(MOCK_URL, mock.url);
}
