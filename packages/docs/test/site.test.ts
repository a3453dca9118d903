import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "@agora-chat-openapi/scripts/browser.ts";
import { listOperations, readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { type StaticServer, serve } from "@agora-chat-openapi/scripts/serve.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const site = fileURLToPath(new URL("../dist", import.meta.url));
const bundle = fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));
const operations = listOperations(readDescription(bundle));

let server: StaticServer;
let browser: Browser;
beforeAll(async () => {
  server = await serve(site, 0);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

let page: Page;
let strangers: string[];
let complaints: string[];
beforeEach(async () => {
  strangers = [];
  complaints = [];
  page = await browser.newPage();
  page.on("request", (request) => {
    const url = request.url().replace(/^blob:/, "");
    if (!url.startsWith(server.url) && !url.startsWith("data:")) strangers.push(url);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
});
afterEach(async () => {
  await page.close();
  expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
});

const tags = [...new Set(operations.map(({ object }) => object.tags?.[0] ?? ""))];
const ofTag = (tag: string) => operations.filter(({ object }) => object.tags?.[0] === tag);
/** Where Redoc puts an operation. */
const deepLink = (tag: string, id: string) =>
  `${server.url}/#/${tag.toLowerCase().replaceAll(" ", "-")}/${id.toLowerCase()}`;

// The first link of a tag loads the page anew, the others follow in the page that is open.
test.each(tags)(
  "deep links open each operation of %s",
  async (tag) => {
    for (const { id, path, object } of ofTag(tag)) {
      await page.goto(deepLink(tag, id));
      const heading = page
        .locator("h2")
        .filter({ hasText: new RegExp(`^${escapeRegExp(object.summary ?? "")}`) })
        .first();
      await heading.waitFor({ state: "visible" });
      await expect
        .poll(() => heading.evaluate((element) => Math.abs(element.getBoundingClientRect().top)), {
          timeout: 3000,
          message: id,
        })
        .toBeLessThan(300);
      expect(await page.getByText(path).count()).toBeGreaterThan(0);
    }
  },
  30_000,
);

test("the menu leads to every operation's summary", async () => {
  await page.goto(server.url);
  for (const tag of tags) {
    await page.getByRole("link", { name: tag, exact: true }).first().click();
    for (const { object } of ofTag(tag)) {
      await page
        .getByRole("link", { name: object.summary ?? "" })
        .first()
        .waitFor({ state: "visible" });
    }
  }
}, 60_000);

test.each(["openapi.json", "openapi.yaml"])("%s lies beside the page as the bundle has it", async (file) => {
  const response = await fetch(`${server.url}/${file}`);
  const bundled = fileURLToPath(import.meta.resolve(`@agora-chat-openapi/spec/${file}`));
  expect(await response.text()).toBe(await readFile(bundled, "utf8"));
});

test("the page offers the description for download", async () => {
  await page.goto(server.url);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "openapi.yaml" }).first().click();
  expect((await download).suggestedFilename()).toBe("openapi.yaml");
});

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
