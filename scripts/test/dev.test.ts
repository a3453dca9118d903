import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, launchBrowser, type Page } from "@agora-chat-openapi/testing/browser.ts";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const RESOURCE = "spec/resources/chatrooms/members.yaml";
const GUIDE = "packages/docs/guides/04-paging.md";
const PARTS = ["spec", "scripts", "packages", "package.json", ".changeset"];

/** A copy of the workspace, so that no edit touches the sources. */
let copy: string;
let dev: ChildProcess;
let output = "";
let url: string;
let mockUrl: string;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "agora-chat-workspace-"));
  const isNeeded = (path: string) => !/^(test|bench)$/.test(basename(path));
  for (const part of PARTS)
    await cp(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  const ports = { DOCS_PORT: String(await freePort()), MOCK_PORT: String(await freePort()) };
  url = `http://localhost:${ports.DOCS_PORT}`;
  mockUrl = `http://localhost:${ports.MOCK_PORT}`;
  dev = spawn(process.execPath, [join(copy, "scripts/src/dev.ts"), "--no-build"], {
    env: { ...process.env, ...ports },
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
  dev.kill("SIGKILL");
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

test("the full reference follows, too, and stays where it was", async () => {
  const place = `${url}/reference.html#/chat-room-members/listchatroommembers`;
  await page.goto(place);
  await page.locator("h2").filter({ hasText: "List those who are in" }).first().waitFor();
  await edit(RESOURCE, (text) => text.replace("summary: List those who are in", "summary: List who is there"));
  await page.locator("h2").filter({ hasText: "List who is there" }).first().waitFor();
  expect(page.url()).toBe(place);
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
  expect(await page.getByRole("heading", { name: "List who is there" }).count()).toBeGreaterThan(0);

  await page.goto(`${url}/index.html`);
  await notice.waitFor();
  await writeFile(path, good);
  await notice.waitFor({ state: "detached" });
});

test("an edit of a guide shows", async () => {
  await page.goto(`${url}/guides/paging.html`);
  await edit(GUIDE, (text) => text.replace("# Paging", "# Reading on"));
  await page.getByRole("heading", { name: "Reading on" }).waitFor();
});

test("Ctrl-C ends it cleanly", async () => {
  const exit = new Promise((resolve) => dev.once("exit", resolve));
  dev.kill("SIGINT");
  expect(await exit).toBe(0);
});
