import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { seriousFindings } from "@agora-chat-openapi/testing/axe.ts";
import type { Page } from "@agora-chat-openapi/testing/browser.ts";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { badges } from "../src/facts/badges.ts";
import { referenceLink } from "../src/pages.ts";
import { keepLocal } from "../src/viewers/redoc-page.ts";
import { clientSamples, tab } from "../src/viewers/reference.ts";
import { launchedPage, type OpenSite, openSite } from "./open-site.ts";
import { readSite } from "./site.ts";

const description = readDescription();
const operations = operationsOf(description);
const html = readSite("reference.html");

/** The rules that Redoc's page breaks out of reach of theme and template. None may be added. */
const KNOWN_FINDINGS = ["label-content-name-mismatch"];

/** One page for all tests: it takes long to start, and an address within it does not load it again. */
let page: Page;
let faults: string[];
let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
  const permissions = ["clipboard-read", "clipboard-write"];
  ({ page, faults } = await launchedPage(site, "reference.html", { permissions, colorScheme: "light" }));
});
afterAll(() => site.close());
afterEach(() => {
  expect(faults).toEqual([]);
});

const tags = [...new Set(operations.map(({ tags }) => tags[0] ?? ""))];
const ofTag = (tag: string) => operations.filter(({ tags }) => tags[0] === tag);
const operationOf = (id: string) => operations.find((operation) => operation.id === id) as Operation;
const summary = (operation: Operation) => operation.summary;

async function open(operation: Operation): Promise<void> {
  await page.goto(`${site.url}/${referenceLink(operation)}`);
  await heading(operation).waitFor();
}

function heading(operation: Operation) {
  return page
    .locator("h2")
    .filter({ hasText: new RegExp(`^${escapeRegExp(summary(operation))}`) })
    .first();
}

/** Shows a sample of an operation in place of what showed before. */
async function chooseSample({ method, path }: Operation, label: string) {
  const panels = page.locator(".panel-request-samples");
  const panel = panels.filter({ hasText: new RegExp(`^${method}`) }).filter({ hasText: path });
  await panel.getByTestId("dropdown").nth(1).getByRole("button").first().click();
  await page.getByRole("menuitem", { name: label, exact: true }).click();
  return panel;
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
  await page.goto(`${site.url}/reference.html`);
  const [tag = ""] = tags.slice(-1);
  const own = ofTag(tag).map(referenceLink);
  await menuLink(own[0]?.split("/").slice(0, -1).join("/") ?? "").click();
  for (const link of own) await menuLink(link).waitFor();
  await menuLink(own.at(-1) ?? "").click();
  await expect.poll(() => page.url()).toBe(`${site.url}/${own.at(-1)}`);
});

test("there is no search but that of the site, to which its keys lead", async () => {
  await page.goto(`${site.url}/reference.html`);
  await page.locator(".menu-content").waitFor();
  expect(await page.getByTestId("search-trigger").isVisible()).toBe(false);
  await page.keyboard.press("Control+k");
  await page.waitForURL(`${site.url}/index.html#search`);
  await page.getByRole("dialog").getByRole("textbox").waitFor();
});

test("samples switch, and are copied as they are", async () => {
  const operation = operationOf("addChatroomMembers");
  await open(operation);
  for (const sample of clientSamples(operation)) {
    const panel = await chooseSample(operation, tab(sample).label);
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
  await page.goto(`${site.url}/reference.html`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "openapi.yaml" }).first().click();
  expect((await download).suggestedFilename()).toBe("openapi.yaml");
});

test("a link leads back to the site", async () => {
  await page.goto(`${site.url}/reference.html`);
  await page.getByRole("navigation", { name: "Site" }).getByRole("link").first().click();
  await page.waitForURL(`${site.url}/index.html`);
});

test.each(["light", "dark"] as const)(
  "the %s theme that is chosen on another page holds here, and breaks no further rule of accessibility",
  async (theme) => {
    await page.goto(`${site.url}/index.html`);
    await page.evaluate((chosen) => localStorage.setItem("starlight-theme", chosen), theme);
    for (const id of process.env["LONG"] ? ["addChatroomMembers", "sendUserMessage"] : ["addChatroomMembers"]) {
      await open(operationOf(id));
      await chooseSample(operationOf(id), "TypeScript");
      expect(await page.locator("html").getAttribute("class")).toContain(theme);
      expect(KNOWN_FINDINGS).toEqual(expect.arrayContaining(await seriousFindings(page)));
    }
  },
);

test("links of the menu lead nowhere else until the script runs", async () => {
  const still = await launchedPage(site, "reference.html", { javaScriptEnabled: false });
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
