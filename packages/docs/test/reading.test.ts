import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { seriousFindings } from "@agora-chat-openapi/testing/axe.ts";
import type { BrowserContextOptions, Page } from "@agora-chat-openapi/testing/browser.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { markdownFile, operationPage } from "../src/pages.ts";
import { samples } from "../src/samples/samples.ts";
import { launchedPage, type OpenSite, openSite } from "./open-site.ts";
import { readSite } from "./site.ts";

const operations = operationsOf(readDescription());
/** One of each kind: alternatives, the longest, files, destructive, deprecated, paged, records of a file. */
const KINDS = [
  "createToken",
  "sendPushNotificationSync",
  "uploadFile",
  "deleteUsers",
  "sendMessage",
  "listChatrooms",
  "getMessageHistory",
];
const OTHERS = [
  "index.html",
  "guides.html",
  "guides/files.html",
  "guides/roles.html",
  "operations.html",
  "areas/chat-groups.html",
  "errors.html",
  "errors/forbidden_op.html",
  "status-codes.html",
  "limits.html",
  "paged-lists.html",
  "regions.html",
  "callbacks.html",
  "callbacks/readReceipt.html",
  "extensions.html",
  "decisions.html",
  "changelog.html",
  "404.html",
];
const PAGES = [...OTHERS, ...KINDS.map((id) => `operations/${id}.html`)];
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

let watched: { page: Page; faults: string[] }[] = [];
afterEach(async () => {
  const faults = watched.flatMap((each) => each.faults);
  await Promise.all(watched.map(({ page }) => page.context().close()));
  watched = [];
  expect(faults).toEqual([]);
});

async function open(file: string, options: BrowserContextOptions = {}): Promise<Page> {
  const opened = await launchedPage(site, file, options);
  watched.push(opened);
  return opened.page;
}

const sampleOf = (id: string, label: string) => {
  const operation = operations.find((each) => each.id === id);
  return operation && samples(operation).find((sample) => sample.label === label)?.code;
};

/** The text of the code that shows in the first tabs of a page. */
async function shownSample(page: Page): Promise<string> {
  return page
    .locator('.tabs[data-group="language"] > section:visible pre')
    .evaluate((pre) =>
      [...pre.querySelectorAll(".ec-line")].map((line) => line.textContent?.replace(/\n$/, "")).join("\n"),
    );
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) details.open = true;
  });
  // What scrolls gets into reach of the keyboard when the browser has time.
  await page.waitForTimeout(300);
}

describe.each([
  ["light", DESKTOP],
  ["dark", PHONE],
] as const)("in the %s theme, on a screen of %o", (colorScheme, viewport) => {
  test("axe finds nothing serious", async () => {
    const page = await open("index.html", { colorScheme, viewport });
    for (const file of PAGES) {
      await page.goto(`${site.url}/${file}`);
      await unfold(page);
      expect(await seriousFindings(page), file).toEqual([]);
    }
  });
});

test("no page is wider than a phone of 360 pixels", async () => {
  const page = await open("index.html", { viewport: PHONE });
  for (const file of [...PAGES, ...longestWords(20)]) {
    await page.goto(`${site.url}/${file}`, { waitUntil: "domcontentloaded" });
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
  for (const id of KINDS) {
    await page.goto(`${site.url}/operations/${id}.html`);
    const blocks = page.locator('.tabs[data-group="language"] > section:visible');
    const operation = operations.find((each) => each.id === id);
    expect(await blocks.count(), id).toBe(operation && samples(operation).length);
    expect(await page.locator("target-fields:visible").count()).toBe(0);
  }
});

test("tabs show one sample at a time, by mouse and by arrow keys, and the next page keeps the choice", async () => {
  const page = await open("operations/createToken.html", { viewport: DESKTOP });
  const languages = page.getByRole("tablist", { name: "Language" });
  const labels = ["curl", "TypeScript", "TypeScript, by path", "Python", "Java", "PHP", "Go", "C#", "Ruby"];
  expect(await languages.getByRole("tab").allInnerTexts()).toEqual(labels);
  expect(await shownSample(page)).toBe(sampleOf("createToken", "curl"));
  await languages.getByRole("tab", { name: "TypeScript", exact: true }).click();
  expect(await shownSample(page)).toBe(sampleOf("createToken", "TypeScript"));
  await page.keyboard.press("ArrowRight");
  expect(await shownSample(page)).toBe(sampleOf("createToken", "TypeScript, by path"));
  await page.keyboard.press("End");
  expect(await page.locator(":focus").textContent()).toBe("Ruby");
  await page.goto(`${site.url}/operations/listUsers.html`);
  expect(await languages.getByRole("tab", { selected: true }).textContent()).toBe("Ruby");
  expect(await shownSample(page)).toBe(sampleOf("listUsers", "Ruby"));
});

test.each(["light", "dark"] as const)("code is coloured in the %s theme", async (colorScheme) => {
  const page = await open("operations/createToken.html", { colorScheme, viewport: DESKTOP });
  const colors = await page
    .locator('.tabs[data-group="language"] > section:visible .ec-line span')
    .evaluateAll((spans) => [...new Set(spans.map((span) => getComputedStyle(span).color))]);
  expect(colors.length).toBeGreaterThan(2);
});

test("every sample of a page is the one that is executed by the tests", async () => {
  const page = await open("operations/sendUserMessage.html", { viewport: DESKTOP });
  const operation = operations.find(({ id }) => id === "sendUserMessage");
  for (const { label, code } of operation ? samples(operation) : []) {
    await page.getByRole("tab", { name: label, exact: true }).click();
    expect(await shownSample(page), label).toBe(code);
  }
});

describe("samples for an app of the reader's", () => {
  const TOKEN = "YWMt-secret_token.1";

  async function enter(page: Page): Promise<void> {
    await page.getByRole("button", { name: /Samples for/ }).click();
    await page.getByLabel("my app").check();
    await page.getByLabel("Host", { exact: true }).fill("a41.chat.agora.io");
    await page.getByLabel("Organization", { exact: true }).fill("70001");
    await page.getByLabel("App", { exact: true }).fill("900");
    await page.getByLabel("App token").fill(TOKEN);
  }

  test("all of them, and what is copied, have host, organization, app and token", async () => {
    const page = await open("operations/addChatgroupMembers.html", {
      viewport: DESKTOP,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await enter(page);
    await page.keyboard.press("Escape");
    const filled = (label: string) =>
      (sampleOf("addChatgroupMembers", label) ?? "")
        .replaceAll("http://localhost:4010", "https://a41.chat.agora.io")
        .replaceAll("41117440", "70001")
        .replaceAll("383391", "900")
        .replaceAll("any-token", TOKEN);
    for (const label of ["curl", "TypeScript", "TypeScript, by path", "Python", "Java", "PHP", "Go", "C#", "Ruby"]) {
      await page.getByRole("tab", { name: label, exact: true }).click();
      expect(await shownSample(page), label).toBe(filled(label));
    }
    const panel = page.locator('.tabs[data-group="language"] > section:visible');
    await panel.hover();
    await panel.getByTitle("Copy to clipboard").click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(filled("Ruby"));
    await page.getByRole("button", { name: "Samples for a41.chat.agora.io" }).waitFor();
  });

  test("host, organization and app hold on the next page when the reader wants it, the token never", async () => {
    const page = await open("operations/addChatgroupMembers.html", { viewport: DESKTOP });
    await enter(page);
    const stored = () =>
      page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(await stored()).not.toContain("70001");
    await page.getByLabel(/Remember host/).check();
    expect(await stored()).toContain("70001");
    expect(await stored()).not.toContain(TOKEN);
    await page.goto(`${site.url}/guides/quick-start.html`);
    expect(await page.locator("pre").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("70001")]),
    );
    await page.getByRole("button", { name: /Samples for/ }).click();
    await page.getByLabel(/Remember host/).uncheck();
    expect(await stored()).not.toContain("70001");
  });

  test("what cannot stand in code is not taken", async () => {
    const page = await open("operations/addChatgroupMembers.html", { viewport: DESKTOP });
    await page.getByRole("button", { name: /Samples for/ }).click();
    await page.getByLabel("my app").check();
    await page.getByLabel("Organization", { exact: true }).fill("7'; rm -rf '");
    expect(await shownSample(page)).toContain("/41117440/");
    expect(await shownSample(page)).not.toContain("rm -rf");
  });
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
  await page.goto(`${site.url}/operations/createToken.html`);
  expect(await theme()).toBe("light");
});

test("the first press of Tab leads past header and navigation to the content", async () => {
  const page = await open("operations/createToken.html", { viewport: DESKTOP });
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toContain("Skip to content");
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).hash).toBe("#_top");
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
    await page.goto(`${site.url}/${file}`);
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
