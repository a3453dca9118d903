import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { seriousFindings } from "@agora-chat-openapi/testing/axe.ts";
import type { Browser, Page } from "@agora-chat-openapi/testing/browser.ts";
import { connectBrowser } from "@agora-chat-openapi/testing/shared-browser.ts";
import { type StaticServer, serve } from "@agora-chat-openapi/testing/static-server.ts";
import { watchedPage } from "@agora-chat-openapi/testing/watched-page.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { badges } from "../src/facts/badges.ts";
import { referenceLink } from "../src/pages.ts";
import { keepLocal } from "../src/viewers/redoc-page.ts";
import { clientSamples, tab } from "../src/viewers/reference.ts";

const site = fileURLToPath(new URL("../dist", import.meta.url));
const description = readDescription();
const operations = operationsOf(description);
const html = await readFile(`${site}/reference.html`, "utf8");

/** The rules that Redoc's page breaks out of reach of theme and template. None may be added. */
const KNOWN_FINDINGS = ["label-content-name-mismatch"];

let server: StaticServer;
let browser: Browser;
beforeAll(async () => {
  server = await serve(site, 0);
  browser = await connectBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

let page: Page;
let faults: string[];
beforeEach(async () => {
  ({ page, faults } = await watchedPage(browser, [server.url], { permissions: ["clipboard-read", "clipboard-write"] }));
});
afterEach(async () => {
  await page.context().close();
  expect(faults).toEqual([]);
});

const tags = [...new Set(operations.map(({ tags }) => tags[0] ?? ""))];
const ofTag = (tag: string) => operations.filter(({ tags }) => tags[0] === tag);
const operationOf = (id: string) => operations.find((operation) => operation.id === id) as Operation;
const summary = (operation: Operation) => operation.summary;

async function open(operation: Operation): Promise<void> {
  await page.goto(`${server.url}/${referenceLink(operation)}`);
  await heading(operation).waitFor();
}

function heading(operation: Operation) {
  return page
    .locator("h2")
    .filter({ hasText: new RegExp(`^${escapeRegExp(summary(operation))}`) })
    .first();
}

const menuLink = (target: string) => page.locator(`.menu-content a[href="${target.replace("reference.html", "")}"]`);

test("deep links open each operation, which the menu then shows by its summary", async () => {
  for (const operation of process.env["LONG"] ? operations : operations.filter((_, index) => index % 16 === 0)) {
    await open(operation);
    await expect
      .poll(() => heading(operation).evaluate((element) => Math.abs(element.getBoundingClientRect().top)), {
        timeout: 5000,
        message: operation.id,
      })
      .toBeLessThan(300);
    expect(await page.getByText(operation.path).count(), operation.id).toBeGreaterThan(0);
    await menuLink(referenceLink(operation))
      .filter({ hasText: summary(operation) })
      .waitFor();
  }
});

test("the menu opens a tag, and leads to its operations", async () => {
  await page.goto(`${server.url}/reference.html`);
  const [tag = ""] = tags.slice(-1);
  const own = ofTag(tag).map(referenceLink);
  await menuLink(own[0]?.split("/").slice(0, -1).join("/") ?? "").click();
  for (const link of own) await menuLink(link).waitFor();
  await menuLink(own.at(-1) ?? "").click();
  await expect.poll(() => page.url()).toBe(`${server.url}/${own.at(-1)}`);
});

test("there is no search but that of the site, to which its keys lead", async () => {
  await page.goto(`${server.url}/reference.html`);
  await page.locator(".menu-content").waitFor();
  expect(await page.getByTestId("search-trigger").isVisible()).toBe(false);
  await page.keyboard.press("Control+k");
  await page.waitForURL(`${server.url}/index.html#search`);
  await page.getByRole("dialog").getByRole("textbox").waitFor();
});

test("samples switch, and are copied as they are", async () => {
  const operation = operationOf("addChatroomMembers");
  await open(operation);
  const panel = page.locator(".panel-request-samples").filter({ hasText: /^POST/ }).filter({ hasText: operation.path });
  for (const sample of clientSamples(operation)) {
    await panel.getByTestId("dropdown").nth(1).getByRole("button").first().click();
    await page.getByRole("menuitem", { name: tab(sample).label, exact: true }).click();
    await panel.getByTestId("copy-button").last().click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sample.code);
  }
});

test.each(["sendUserMessage", "deleteChatgroup", "addChatroomMembers", "disconnectUserByPost", "listUserDevices"])(
  "badges of %s stand with its heading",
  async (id) => {
    const operation = operationOf(id);
    await open(operation);
    const text = await heading(operation).textContent();
    for (const badge of badges(operation)) expect(text).toContain(badge.text);
  },
);

test("answers and errors are there as named examples", async () => {
  const operation = operationOf("createToken");
  await open(operation);
  const panel = page.locator(".panel-response-samples").first();
  for (const [status, { content }] of operation.responses) {
    const named = [...(content.get("application/json")?.examples.values() ?? [])];
    if (named.length < 2) continue;
    await panel.getByRole("button", { name: status, exact: true }).click();
    await panel.getByRole("button", { name: "Example" }).click();
    for (const { name, summary = name } of named) {
      await page.getByRole("menuitem", { name: summary, exact: true }).first().waitFor();
    }
    await page.keyboard.press("Escape");
  }
});

test("the page offers the description for download", async () => {
  await page.goto(`${server.url}/reference.html`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "openapi.yaml" }).first().click();
  expect((await download).suggestedFilename()).toBe("openapi.yaml");
});

test("a link leads back to the site", async () => {
  await page.goto(`${server.url}/reference.html`);
  await page.getByRole("navigation", { name: "Site" }).getByRole("link").first().click();
  await page.waitForURL(`${server.url}/index.html`);
});

test("the theme chosen on another page holds here", async () => {
  await page.goto(`${server.url}/index.html`);
  await page.evaluate(() => localStorage.setItem("starlight-theme", "dark"));
  await page.goto(`${server.url}/reference.html`);
  expect(await page.locator("html").getAttribute("class")).toContain("dark");
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.each(["deleteChatgroup", "sendUserMessage"])("%s breaks no further rule of accessibility", async (id) => {
    await page.emulateMedia({ colorScheme });
    await open(operationOf(id));
    expect(KNOWN_FINDINGS).toEqual(expect.arrayContaining(await seriousFindings(page)));
  });
});

test("links of the menu lead nowhere else until the script runs", async () => {
  const still = await watchedPage(browser, [server.url], { javaScriptEnabled: false });
  await still.page.goto(`${server.url}/reference.html`);
  const targets = await still.page
    .locator("#redoc a[href]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(targets.length).toBeGreaterThan(tags.length);
  expect(
    targets.filter(
      (target) => !/^(#|openapi\.)/.test(target) && !/^https:\/\/(redocly\.com|docs\.agora\.io)\//.test(target),
    ),
  ).toEqual([]);
  await still.page.context().close();
});

test("nothing of telemetry is left in the page", () => {
  expect(html).not.toMatch(/otel\.cloud\.redocly\.com|cdn\.redoc\.ly/);
  expect(html).toContain('"disableTelemetry":true');
});

test.each([
  ["the script", html.replace('<script type="module">', "<script>")],
  ["what is changed in it", html],
])("the build ends with an error when Redoc's page no longer has %s", (_, changed) => {
  expect(() => keepLocal(changed)).toThrow("Redoc's page has");
});

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
