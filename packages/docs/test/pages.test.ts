import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launchBrowser } from "@agora-chat-openapi/scripts/browser.ts";
import { listOperations, type Operation, readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { type StaticServer, serve } from "@agora-chat-openapi/scripts/serve.ts";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  changelog,
  guidesIndex,
  home,
  listGuides,
  markdownFile,
  operationPage,
  operationsIndex,
} from "../src/pages.ts";
import { samples } from "../src/samples.ts";
import { seriousFindings } from "./axe.ts";
import { watchedPage } from "./watched-page.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const description = readDescription(fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json")));
const operations = listOperations(description);
const operationOf = (id: string) => operations.find((operation) => operation.id === id) as Operation;

/** One of each kind: alternatives, the longest, files, destructive, deprecated, paged, from SDKs. */
const KINDS = [
  "createToken",
  "sendPushNotificationSync",
  "uploadFile",
  "deleteUsers",
  "sendMessage",
  "listChatrooms",
  "listUserDevices",
];
const GUIDES = listGuides().map(({ file }) => file);
const SHOWN = [...[home, guidesIndex, operationsIndex, changelog].map(({ file }) => file), ...GUIDES];
const REPRESENTATIVE = [...SHOWN, ...KINDS.map((id) => operationPage(operationOf(id)).file)];

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

let server: StaticServer;
/** The site below a path of its own, as a project's pages are hosted. */
let site: string;
let browser: Browser;
beforeAll(async () => {
  server = await serve(PACKAGE, 0);
  site = `${server.url}/dist`;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

let open: { page: Page; faults: string[] }[] = [];
afterEach(async () => {
  const faults = open.flatMap((watched) => watched.faults);
  await Promise.all(open.map(({ page }) => page.context().close()));
  open = [];
  expect(faults).toEqual([]);
});

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const watched = await watchedPage(browser, [server.url, pathToFileURL(PACKAGE).href], options);
  open.push(watched);
  return watched.page;
}

/** The pages of operations with the longest words outside of code blocks, which are what makes a page wide. */
function longestWords(count: number): string[] {
  const pages = operations.map((operation) => {
    const { file } = operationPage(operation);
    const text = readFileSync(`${PACKAGE}dist/${markdownFile(file)}`, "utf8").replace(/^```[\s\S]+?^```/gm, "");
    return { file, length: Math.max(...text.split(/\s+/).map((word) => word.length)) };
  });
  return pages
    .sort((one, other) => other.length - one.length)
    .slice(0, count)
    .map(({ file }) => file);
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

test.each([
  ["light", DESKTOP, REPRESENTATIVE],
  ["dark", PHONE, REPRESENTATIVE.filter((file) => !GUIDES.slice(1).includes(file))],
] as const)(
  "axe finds nothing serious in %s, on a screen of %o",
  async (colorScheme, viewport, files) => {
    const page = await newPage({ colorScheme, viewport });
    for (const file of files) {
      await page.goto(`${site}/${file}`);
      await unfold(page);
      expect(await seriousFindings(page), file).toEqual([]);
    }
  },
  60_000,
);

test("no page is wider than a phone of 360 pixels", async () => {
  const page = await newPage({ viewport: PHONE });
  for (const file of [...SHOWN, ...longestWords(25)]) {
    await page.goto(`${site}/${file}`, { waitUntil: "domcontentloaded" });
    await unfold(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), file).toBe(PHONE.width);
  }
}, 60_000);

test("without JavaScript a page shows all samples, and nothing that needs a script", async () => {
  const page = await newPage({ javaScriptEnabled: false });
  for (const id of KINDS) {
    await page.goto(`${site}/operations/${id}.html`);
    for (const { code } of samples(description, operationOf(id))) {
      await page
        .locator("figure pre")
        .filter({ hasText: code.split("\n").at(-1) ?? "" })
        .first()
        .waitFor();
    }
    expect(await page.locator("figure:visible").count()).toBe(3);
    expect(await page.locator("button:visible").count()).toBe(0);
  }
  await page.goto(`${site}/${operationsIndex.file}`);
  expect(await page.getByRole("listitem").getByRole("link").count()).toBe(operations.length);
  expect(await page.getByRole("searchbox").count()).toBe(0);
});

test("tabs show one sample at a time, by mouse and by arrow keys, and the next page keeps the choice", async () => {
  const page = await newPage({ viewport: DESKTOP });
  await page.goto(`${site}/operations/createToken.html`);
  const shown = () => page.getByRole("tabpanel").locator("pre").textContent();
  const [curl, byOperation, byPath] = samples(description, operationOf("createToken")).map(({ code }) => code);

  expect(await page.getByRole("tab").allInnerTexts()).toEqual(["curl", "By operation", "By path"]);
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("curl");
  expect(await shown()).toBe(curl);
  await page.getByRole("tab", { name: "By operation" }).click();
  expect(await shown()).toBe(byOperation);
  await page.keyboard.press("ArrowRight");
  expect(await shown()).toBe(byPath);
  expect(await page.locator(":focus").textContent()).toBe("By path");
  await page.keyboard.press("ArrowRight");
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("curl");

  await page.keyboard.press("ArrowLeft");
  await page.getByRole("link", { name: /^Next/ }).click();
  await page.waitForURL(/listUsers|operations\/(?!createToken)/);
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("By path");
  expect(await page.getByRole("tabpanel").count()).toBe(1);
});

test("the copy button copies what its block shows", async () => {
  const page = await newPage({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`${site}/operations/createToken.html`);
  const panel = page.getByRole("tabpanel");
  await panel.hover();
  await panel.getByRole("button", { name: "Copy" }).click();
  await panel.getByRole("button", { name: "Copied" }).waitFor();
  expect(await panel.getByRole("status").textContent()).toBe("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    samples(description, operationOf("createToken"))[0]?.code,
  );
});

test("where the browser forbids copying, the code is selected", async () => {
  const page = await newPage();
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
  });
  await page.goto(`${site}/operations/createToken.html`);
  await page.getByRole("tabpanel").getByRole("button", { name: "Copy" }).click({ force: true });
  await page.getByRole("button", { name: "Press Ctrl+C" }).waitFor();
  expect(await page.evaluate(() => String(getSelection()))).toContain("curl 'http://localhost:4010");
});

test("the filter leaves the operations that have all words in summary, name, path or area", async () => {
  const page = await newPage();
  await page.goto(`${site}/${operationsIndex.file}`);
  const left = () => page.getByRole("listitem").getByRole("link").allInnerTexts();
  await page.getByRole("searchbox", { name: "Filter" }).fill("THREAD put");
  expect(await left()).toEqual(
    operations
      .filter(({ method, path }) => method === "put" && path.includes("thread"))
      .map(({ object }) => object.summary),
  );
  await page.getByRole("searchbox").fill("sendUserMessage");
  expect(await left()).toEqual([operationOf("sendUserMessage").object.summary]);
  await page.getByText(`1 of ${operations.length}`).waitFor();
  await page.getByRole("searchbox").fill("");
  expect(await left()).toHaveLength(operations.length);
});

test("the theme follows the system until the button changes it, and stays so", async () => {
  const page = await newPage({ colorScheme: "dark" });
  const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(`${site}/${home.file}`);
  const dark = await back();
  await page.getByRole("button", { name: "Switch to light theme" }).click();
  expect(await back()).toBe("rgb(255, 255, 255)");
  await page.goto(`${site}/operations/createToken.html`);
  expect(await back()).toBe("rgb(255, 255, 255)");
  await page.getByRole("button", { name: "Switch to dark theme" }).click();
  expect(await back()).toBe(dark);
});

test("nothing moves while a page loads, not even with another sample chosen before", async () => {
  // Only what moves within the window counts.
  const page = await newPage({ viewport: { ...PHONE, height: 5000 } });
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      shifts.push(...list.getEntries().map((entry) => JSON.stringify(entry)));
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${site}/operations/createToken.html`);
  await page.getByRole("tab", { name: "By path" }).click();
  for (const file of REPRESENTATIVE) {
    await page.goto(`${site}/${file}`);
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts), file).toEqual([]);
  }
});

test("the first press of Tab leads past the header to the content", async () => {
  const page = await newPage();
  await page.goto(`${site}/operations/createToken.html`);
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toBe("Skip to content");
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).hash).toBe("#content");
  await page.keyboard.press("Tab");
  expect(await page.locator("main :focus").count()).toBe(1);
});

test("a page leads to its operation in the reference and in the console", async () => {
  const operation = operationOf("createThread");
  for (const link of ["In the full reference", "Try it in the console"]) {
    const page = await newPage({ viewport: DESKTOP });
    await page.goto(`${site}/${operationPage(operation).file}`);
    await page.getByRole("link", { name: link }).click();
    const heading = page
      .locator("h2, h3")
      .filter({ hasText: operation.object.summary ?? "" })
      .first();
    await heading.waitFor();
    await expect
      .poll(() => heading.evaluate((element) => element.getBoundingClientRect().top), {
        message: link,
        timeout: 10_000,
      })
      .toSatisfy((top: number) => top > -50 && top < DESKTOP.height);
  }
});

test("the site works from the disk", async () => {
  const page = await newPage();
  await page.goto(pathToFileURL(`${PACKAGE}dist/index.html`).href);
  await page.getByRole("link", { name: "Operations", exact: true }).click();
  await page
    .getByRole("link", { name: operationOf("createToken").object.summary ?? "" })
    .first()
    .click();
  await page.getByRole("tab", { name: "By path" }).click();
  await page.getByRole("tabpanel").getByText("createPathClient").first().waitFor();
  await page.getByRole("link", { name: "Agora Chat OpenAPI" }).click();
  await page.getByRole("heading", { level: 1, name: home.title }).waitFor();
});
