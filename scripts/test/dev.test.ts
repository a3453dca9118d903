import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, launchBrowser, type Page } from "@agora-chat-openapi/testing/browser.ts";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const RESOURCE = "spec/resources/chatrooms/members.yaml";
const GUIDE = "packages/docs/guides/04-paging.md";
const PARTS = [
  "spec",
  "scripts",
  "packages",
  "package.json",
  "pnpm-workspace.yaml",
  "tsconfig.base.json",
  ".changeset",
];

/** Whether there is time for what is shown by one of its kind. */
const LONG = process.env["LONG"] !== undefined;

/** Not in a folder for temporary files: Astro wants what is installed below a common folder. */
const COPIES = join(root, "generated");

/** A copy of the workspace, so that no edit touches the sources. */
let copy: string;
let dev: ChildProcess;
let output = "";
let url: string;
let mockUrl: string;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  await mkdir(COPIES, { recursive: true });
  copy = await mkdtemp(join(COPIES, "workspace-"));
  const isNeeded = (path: string) =>
    !/^(test|bench|interop|dist|\.cache)$/.test(basename(path)) ||
    /(spec|description|callbacks|mock|http|client)\/dist$/.test(path);
  for (const part of PARTS)
    await cp(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const ports = { DOCS_PORT: String(await freePort()), MOCK_PORT: String(await freePort()) };
  url = `http://localhost:${ports.DOCS_PORT}`;
  mockUrl = `http://localhost:${ports.MOCK_PORT}`;
  dev = spawn(process.execPath, [join(copy, "scripts/src/dev.ts"), "--no-build"], {
    // Astro does less when it finds itself in a test.
    env: { ...process.env, ...ports, NODE_ENV: undefined, VITEST: undefined },
  });
  await new Promise<void>((resolve, reject) => {
    for (const stream of [dev.stdout, dev.stderr])
      stream?.on("data", (chunk) => {
        output += chunk;
        if (output.includes("Ctrl-C")) resolve();
      });
    dev.once("exit", (code) => reject(new Error(`dev ended with ${code}: ${output}`)));
  });
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  dev.kill("SIGTERM");
  await rm(copy, { recursive: true });
});

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(copy, file);
  await writeFile(path, change(await readFile(path, "utf8")));
}

test("an edit of a resource shows in the open page, and in the mock", async () => {
  await page.goto(`${url}/operations/listChatroomMembers.html`);
  await edit(RESOURCE, (text) =>
    text
      .replace("summary: List chat room members", "summary: List those who are in")
      .replaceAll("owner: ada", "owner: grace"),
  );
  await page.getByRole("heading", { name: "List those who are in" }).first().waitFor();

  const headers = { authorization: "Bearer any-token" };
  await expect
    .poll(async () => (await fetch(`${mockUrl}/41117440/383391/chatrooms/271830463414273/users`, { headers })).text(), {
      timeout: 60_000,
    })
    .toContain("grace");
});

test("a broken file is told on the page and in the terminal, and the last good site stays", async () => {
  const path = join(copy, RESOURCE);
  const good = await readFile(path, "utf8");
  await page.goto(`${url}/operations/listChatroomMembers.html`);
  await writeFile(path, `${good}\n  broken: [no end\n`);
  const notice = page.getByRole("alert").filter({ hasText: "members.yaml" });
  await notice.waitFor();
  expect(await notice.textContent()).toContain("Failed to parse");
  expect(output).toContain("Failed to parse");
  expect(await page.getByRole("heading", { name: "List those who are in" }).count()).toBeGreaterThan(0);

  await page.goto(`${url}/`);
  await notice.waitFor();
  await writeFile(path, good);
  await notice.waitFor({ state: "detached" });
});

test.runIf(LONG)("an edit of a guide shows", async () => {
  await page.goto(`${url}/guides/paging.html`);
  await edit(GUIDE, (text) => text.replace("**Lists move** while you read.", "**Lists change** while you read."));
  await page.getByText("Lists change").waitFor();
});

test("Ctrl-C ends it cleanly", async () => {
  const exit = new Promise((resolve) => dev.once("exit", resolve));
  dev.kill("SIGINT");
  expect(await exit).toBe(0);
});
