/** What readers came for and could not do before, from the first page on, each in as few steps as it should take. */
import { readDescription, webhooksOf } from "@agora-chat-openapi/description";
import type { Page } from "@agora-chat-openapi/testing/browser.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchedPage, type OpenSite, openSite } from "./open-site.ts";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

let page: Page;
let faults: string[];
beforeEach(async () => {
  ({ page, faults } = await launchedPage(site, "index.html", { viewport: { width: 1440, height: 900 } }));
});
afterEach(async () => {
  await page.context().close();
  expect(faults).toEqual([]);
});

/** Searches, and opens the result of that title. */
async function search(query: string, title: string): Promise<void> {
  await page.locator(".pagefind-ui__search-input").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByPlaceholder("Search").fill(query);
  await page.locator(".pagefind-ui__result-link", { hasText: title }).first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

const mainText = () => page.locator("main").textContent();

test("add 500 users to a group", async () => {
  await search("add users to a group", "Add several members to a chat group");
  expect(await mainText()).toContain("up to 60 at once");
  expect(await mainText()).toContain("chat.addChatgroupMembers.batch()");
});

test("what forbidden_op means and where it comes", async () => {
  await page.getByRole("link", { name: /forbidden_op/ }).click();
  await page.getByRole("heading", { name: "What to do" }).waitFor();
  expect(await mainText()).toContain("The user is not in the room");
  expect(
    await page.locator("main").getByRole("link", { name: "Add one member to a chat group" }).count(),
  ).toBeGreaterThan(0);
});

test("which lists page by a cursor", async () => {
  await page.getByRole("link", { name: "Paged lists" }).first().click();
  const byCursor = page.locator("table", { hasText: "Next cursor is at" });
  await byCursor.getByRole("link", { name: "List the users of the app" }).waitFor();
  expect(await byCursor.textContent()).toContain("cursor");
});

test("send an image", async () => {
  await search("send image", "Send a message to users");
  await page.locator(".choices .tab-list").getByText("Image", { exact: false }).first().click();
  await page.getByRole("link", { name: "Files", exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: "Files" }).waitFor();
  expect(await mainText()).toContain('type: "img"');
});

test("how long a token lives", async () => {
  await search("how long does a token live", "Authentication and tokens");
  await page.getByRole("heading", { name: "How long a token lives" }).waitFor();
});

test("what changed in the last version", async () => {
  await page.getByRole("link", { name: "Changelog" }).first().click();
  await page
    .getByRole("heading", { name: /Not released yet|\d+\.\d+\.\d+/ })
    .first()
    .waitFor();
});

test("copy a curl line that works against one's own app", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${site.url}/operations/listChatroomMembers.html`);
  await page.getByRole("button", { name: /Samples for/ }).click();
  await page.getByLabel("my app").check();
  await page.getByLabel("Host", { exact: true }).fill("a71.chat.agora.io");
  await page.getByLabel("Organization", { exact: true }).fill("123");
  await page.getByLabel("App", { exact: true }).fill("456");
  await page.getByLabel("App token").fill("YWMt");
  await page.keyboard.press("Escape");
  const panel = page.locator('.tabs[data-group="language"] > section:visible');
  await panel.hover();
  await panel.getByTitle("Copy to clipboard").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("https://a71.chat.agora.io/123/456/chatrooms/");
  expect(copied).toContain("Authorization: Bearer YWMt");
  expect(copied).not.toContain("cursor=");
});

test("the list of callback events", async () => {
  await page.getByRole("link", { name: "Callback events" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Callback events" }).waitFor();
  expect(await page.locator("main table tbody tr").count()).toBe(webhooksOf(readDescription()).length);
  await page.locator("main table a").first().click();
  await page.getByRole("heading", { name: "What is posted" }).waitFor();
});

test("look something up on a phone", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await search("kick", "Remove one or several members from a chat group");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByText("On this page").first().click();
  await page.getByRole("link", { name: "Errors", exact: true }).last().click();
  await expect
    .poll(() =>
      page.getByRole("heading", { name: "Errors" }).evaluate((element) => element.getBoundingClientRect().top),
    )
    .toBeLessThan(740);
});

test("how fast messages may be sent", async () => {
  await page.getByRole("link", { name: "Limits" }).first().click();
  const row = page.locator("tr", { hasText: "Send a message to users" }).first();
  expect(await row.textContent()).toContain("100 calls a second and 6,000 messages a minute");
});
