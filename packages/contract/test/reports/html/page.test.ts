// The page in a real browser: what it shows, what it loads, whom it shuts out.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sourceOf } from "@agora-chat-openapi/description/source";
import { violations } from "@agora-chat-openapi/testing/axe.ts";
import {
  type Browser,
  type BrowserContextOptions,
  launchBrowser,
  type Page,
} from "@agora-chat-openapi/testing/browser.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toHtml } from "../../../src/reports/html/page.ts";
import { toJunit } from "../../../src/reports/junit/junit.ts";
import { createReport, type Report } from "../../../src/reports/report.ts";
import { exampleOf, faultyResult, Run, USERS } from "../fixture.ts";

let folder: string;
let url: string;
let report: Report;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "report-"));
  report = createReport(faultyResult(), { thresholds: [{ kind: "operations", outcome: "success", percent: 80 }] });
  url = await write("faulty.html", report);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

let complaints: string[];
let page: Page | undefined;
beforeEach(() => {
  complaints = [];
});
afterEach(async () => {
  await page?.close();
  expect(complaints).toEqual([]);
});

async function write(name: string, what: Report): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, toHtml(what));
  return pathToFileURL(file).href;
}

async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page = opened;
  opened.on("request", (request) => {
    if (request.url().split("#")[0] !== address) complaints.push(`requested ${request.url()}`);
  });
  opened.on("console", (message) => complaints.push(message.text()));
  opened.on("pageerror", (error) => complaints.push(error.message));
  opened.on("dialog", (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    return dialog.dismiss();
  });
  await opened.goto(address);
  return opened;
}

const findingOf = (where: Page, rule: string) =>
  where.locator("article").filter({ has: where.locator("code", { hasText: new RegExp(`^${rule}$`) }) });

test("a finding shows the payload and the description side by side, each with its line marked", async () => {
  const opened = await open(url);
  const finding = findingOf(opened, "response/body/type");
  const [payload, description] = await finding.locator("mark").allTextContents();
  expect(payload?.trim()).toBe('"uuid": 5,');
  const { finding: told } = report.findings.find(({ finding }) => finding.rule === "response/body/type") ?? {};
  if (!told) throw new Error("the run has no such finding");
  const [[number, line] = []] = sourceOf(report.description).excerpt(told.description, 0);
  expect(description?.replace(/\s+/g, " ")).toBe(`${number} ${line}`.replace(/\s+/g, " "));
  const sides = await finding
    .locator("figure")
    .evaluateAll((all) => all.map((side) => side.getBoundingClientRect().top));
  expect(sides[0]).toBe(sides[1]);
});

test("of what is missing, the line of what it is missing in is marked", async () => {
  const finding = findingOf(await open(url), "response/body/required");
  expect((await finding.locator("mark").first().textContent())?.trim()).toBe("{");
  expect(await finding.locator("pre").first().textContent()).toContain('"nickname"');
});

test("a long payload is cut to the lines around the one that matters, a long text to its beginning", async () => {
  const run = new Run();
  const users = exampleOf(USERS, "get");
  users.entities = Array.from({ length: 3000 }, () => ({ ...users.entities[0] }));
  users.entities[1500].uuid = 7;
  users.entities[1500].nickname = "n".repeat(100_000);
  run.see({ path: "/users" }, users);
  const opened = await open(await write("long.html", createReport(run.result())));
  const payload = opened.getByRole("group", { name: "Payload" });
  expect((await payload.locator("mark").textContent())?.trim()).toBe('"uuid": 7,');
  expect(await payload.locator(".line").count()).toBeLessThan(30);
  expect(await payload.locator(".gap").allTextContents()).toEqual([
    expect.stringMatching(/^… \d{5} more lines$/),
    expect.stringMatching(/^… \d{5} more lines$/),
  ]);
  expect(await payload.textContent()).toContain("… 100000 characters");
});

test("payloads and names with markup in them are text", async () => {
  const opened = await open(url);
  expect(await opened.locator("script, main b").count()).toBe(0);
  expect(await findingOf(opened, "response/body/undocumented-property").first().textContent()).toContain(
    "</script><script>alert(1)</script>",
  );
});

test("coverage is a picture: bars as long as what was seen, a mark for each operation", async () => {
  const opened = await open(url);
  const { operations } = report.coverage.summary();
  const bar = opened.getByRole("row", { name: /^operations/ }).locator(".bar .fill");
  const widths = await bar.evaluateAll((all) => all.map((each) => Number(each.getAttribute("width"))));
  expect(widths[0]).toBeCloseTo((100 * operations.success.seen) / operations.success.total, 1);
  expect(widths[1]).toBeCloseTo((100 * operations.error.seen) / operations.error.total, 1);
  expect(await opened.locator("summary .mark").count()).toBe(operations.success.total);
  expect(await opened.locator("summary .mark .fill").count()).toBe(operations.success.seen);
});

test("the operations of a tag open, each with whether it was seen", async () => {
  const opened = await open(url);
  const row = opened.getByRole("listitem").filter({ hasText: /getUser GET/ });
  expect(await row.isVisible()).toBe(false);
  await opened.locator("summary", { hasText: /^Users/ }).click();
  expect(await row.textContent()).toMatch(/seen with success, 1 of \d+ status codes/);
});

test("links lead to the operations with findings", async () => {
  const opened = await open(url);
  await opened.getByRole("link", { name: "listUsers" }).click();
  await expect.poll(() => opened.getByRole("heading", { name: /^listUsers/ }).isVisible()).toBe(true);
  expect(new URL(opened.url()).hash).toBe("#operation-1");
});

test("steps of journeys are there, with why they were skipped", async () => {
  const step = (await open(url)).getByRole("listitem").filter({ hasText: "read ada" });
  expect(await step.textContent()).toMatch(/^skipped read ada *the server keeps no state\s*$/);
});

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each([1280, 360])("the page shuts nobody out at %d px", async (width) => {
    const opened = await open(url, { colorScheme, viewport: { width, height: 800 } });
    await opened.locator("details").evaluateAll((all) => {
      for (const each of all) (each as HTMLDetailsElement).open = true;
    });
    expect(await opened.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect((await violations(opened)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

test("a browser's XML parser, which is strict, reads the JUnit report", async () => {
  const opened = await open(url);
  const told = await opened.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, "application/xml");
    return [parsed.querySelectorAll("parsererror").length, parsed.querySelectorAll("failure").length];
  }, toJunit(report));
  expect(told).toEqual([0, 10]);
});
