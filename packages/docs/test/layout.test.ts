import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { markdownFile, operationPage } from "../src/pages.ts";
import { OPERATIONS, PAGES } from "./kinds.ts";
import { DESKTOP, PHONE, siteForTests } from "./open-site.ts";
import { readSite } from "./site.ts";
import { unfold } from "./unfold.ts";

const { site, open } = siteForTests();
const operations = operationsOf(readDescription());

test("no page is wider than a phone of 360 pixels", async () => {
  const page = await open("index.html", { viewport: PHONE });
  for (const file of [...PAGES, ...longestWords(process.env["LONG"] ? 20 : 5)]) {
    await page.goto(`${site().url}/${file}`, { waitUntil: "domcontentloaded" });
    await unfold(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), file).toBe(PHONE.width);
  }
});

/** The pages of operations with the longest words outside of code blocks, which are what makes a page wide. */
function longestWords(count: number): string[] {
  const pages = operations.map((operation) => {
    const { file } = operationPage(operation);
    const text = readSite(markdownFile(file)).replace(/^```[\s\S]+?^```/gm, "");
    return { file, length: Math.max(...text.split(/\s+/).map((word) => word.length)) };
  });
  const longest = pages.toSorted((one, other) => other.length - one.length);
  return longest.slice(0, count).map(({ file }) => file);
}

test("without JavaScript a page shows all samples, all alternatives, and nothing that needs a script", async () => {
  const page = await open("index.html", { javaScriptEnabled: false });
  for (const id of OPERATIONS) {
    await page.goto(`${site().url}/operations/${id}.html`);
    const tabs = page.locator(".operation .tabs > section");
    expect(await tabs.count(), id).toBeGreaterThan(8);
    expect(await page.locator(".operation .tabs[data-group='language'] > section:visible").count(), id).toBe(9);
    expect(await page.locator("target-fields:visible").count()).toBe(0);
  }
});

test.each(["light", "dark"] as const)("code is coloured in the %s theme", async (colorScheme) => {
  const page = await open("operations/createToken.html", { colorScheme, viewport: DESKTOP });
  const colors = await page
    .locator('.tabs[data-group="language"] > section:visible .ec-line span')
    .evaluateAll((spans) => [...new Set(spans.map((span) => getComputedStyle(span).color))]);
  expect(colors.length).toBeGreaterThan(2);
});

test("a click on a column's title sorts a table", async () => {
  const page = await open("limits.html", { viewport: DESKTOP });
  const table = page.locator("[data-sortable]", { hasText: "Shared budget" });
  const rates = () => table.locator("tbody tr td:nth-child(3)").allInnerTexts();
  await table.getByRole("button", { name: "Rate" }).click();
  const [fewest = "", ...more] = await rates();
  expect(fewest).toMatch(/ (an hour|a day)/);
  expect(more.at(-1)).toMatch(/^300 calls a second/);
  await table.getByRole("button", { name: "Rate" }).click();
  expect((await rates())[0]).toMatch(/^300 calls a second/);
  expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
});

test("the theme follows the system until the reader chooses one, and stays so", async () => {
  const page = await open("index.html", { colorScheme: "dark", viewport: DESKTOP });
  const theme = () => page.locator("html").getAttribute("data-theme");
  expect(await theme()).toBe("dark");
  await page.getByLabel("Select theme").first().selectOption("light");
  expect(await theme()).toBe("light");
  await page.goto(`${site().url}/operations/createToken.html`);
  expect(await theme()).toBe("light");
});

test("on paper a page has its content alone, with what is folded", async () => {
  const page = await open("operations/sendUserMessage.html", { viewport: DESKTOP });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("nav.sidebar").isVisible()).toBe(false);
  expect(await page.locator("details .fields").first().isVisible()).toBe(true);
});

test("nothing moves while a page loads, not even with another sample chosen before", async () => {
  const page = await open("operations/createToken.html", { viewport: DESKTOP });
  await page.getByRole("tab", { name: "Go", exact: true }).click();
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        if (entry.value > 0.02) shifts.push(JSON.stringify(entry));
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const file of PAGES) {
    await page.goto(`${site().url}/${file}`);
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts), file).toEqual([]);
  }
});

test("a page leads to its operation in the reference and in the console", async () => {
  const operation = operations.find(({ id }) => id === "createThread");
  for (const link of ["In the reference on one page", "Try it in the console"]) {
    const page = await open("operations/createThread.html", { viewport: DESKTOP });
    await page.getByRole("link", { name: link }).click();
    const heading = page
      .locator("h2, h3")
      .filter({ hasText: operation?.summary ?? "" })
      .first();
    await heading.waitFor();
    await expect
      .poll(() => heading.evaluate((element) => element.getBoundingClientRect().top), {
        message: link,
        timeout: 30_000,
      })
      .toSatisfy((top: number) => top > -50 && top < DESKTOP.height);
  }
});
