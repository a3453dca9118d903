import { fileURLToPath } from "node:url";
import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { seriousFindings } from "@agora-chat-openapi/testing/axe.ts";
import type { Browser, Page } from "@agora-chat-openapi/testing/browser.ts";
import { connectBrowser } from "@agora-chat-openapi/testing/shared-browser.ts";
import { type StaticServer, serve } from "@agora-chat-openapi/testing/static-server.ts";
import { watchedPage } from "@agora-chat-openapi/testing/watched-page.ts";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const site = fileURLToPath(new URL("../dist", import.meta.url));
const operations = operationsOf(readDescription());
const TOKEN = "a-token-to-look-for";

/** The rules that Scalar's page breaks out of reach of its options and colours. None may be added. */
const KNOWN_FINDINGS = ["button-name", "label-content-name-mismatch"];

let server: StaticServer;
let mock: Mock;
let browser: Browser;
let requests: string[];
beforeAll(async () => {
  server = await serve(site, 0);
  mock = await startMock({ port: 0, log: (line) => requests.push(line) });
  browser = await connectBrowser();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([server.close(), mock.close()]);
});

let page: Page;
let faults: string[];
beforeEach(async () => {
  requests = [];
  ({ page, faults } = await watchedPage(browser, [server.url, mock.url.replace("127.0.0.1", "localhost")]));
});
afterEach(async () => {
  await page.context().close();
  expect(faults).toEqual([]);
});

/** Opens the console with what a reader enters first, then an operation in the same page. */
async function open(id: string, enter: () => Promise<void>): Promise<Operation> {
  const operation = operations.find((known) => known.id === id) as Operation;
  const tag = operation.tags[0]?.toLowerCase().replaceAll(" ", "-");
  await page.goto(`${server.url}/console.html`);
  await enter();
  await page.evaluate((hash) => location.assign(hash), `#tag/${tag}/${id}`);
  await page.getByRole("heading", { name: operation.summary }).first().waitFor();
  return operation;
}

async function enterMock(): Promise<void> {
  await page.locator('input[id$="-port"]').fill(new URL(mock.url).port);
  await enterToken();
}

async function enterToken(): Promise<void> {
  await page.getByPlaceholder("Token").first().fill(TOKEN);
}

async function send({ method, path }: Operation): Promise<string> {
  await page
    .getByRole("button")
    .filter({ hasText: `(${method.toLowerCase()} ${path})` })
    .click();
  const sent = page.waitForRequest((request) => request.method() === method);
  await page.getByRole("button", { name: /^Send/ }).first().click();
  return (await (await sent).headerValue("authorization")) ?? "";
}

test.each(["listChatroomMembers", "sendUserMessage"])("the mock answers %s", async (id) => {
  const operation = await open(id, enterMock);
  expect(await send(operation)).toBe(`Bearer ${TOKEN}`);
  await page.getByText("200 OK").first().waitFor();
  expect(requests.at(-1)).toMatch(new RegExp(`^200 ${operation.method} /41117440/383391/`));
});

test("a request goes to the host that the reader enters", async () => {
  const asked: string[] = [];
  ({ page, faults } = await watchedPage(browser, [server.url, "https://chat.example.test/"]));
  await page.route("https://chat.example.test/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ json: { data: [] }, headers: { "access-control-allow-origin": "*" } });
  });
  const operation = await open("listChatrooms", async () => {
    await page
      .getByRole("button", { name: /localhost/ })
      .first()
      .click();
    await page.getByRole("option", { name: "https://{host}" }).click();
    await page.locator('input[id$="-host"]').fill("chat.example.test");
    await enterToken();
  });
  expect(await send(operation)).toBe(`Bearer ${TOKEN}`);
  await page.getByText("200 OK").first().waitFor();
  expect(asked[0]).toMatch(/^https:\/\/chat\.example\.test\/41117440\/383391\/chatrooms/);
});

test("neither token nor request is stored", async () => {
  const operation = await open("listChatroomMembers", enterMock);
  await send(operation);
  await page.getByText("200 OK").first().waitFor();
  const { storage, databases } = await page.evaluate(async () => ({
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));
  expect(storage).not.toContain(TOKEN);
  expect(databases).toEqual([]);

  await page.reload();
  expect(await page.getByPlaceholder("Token").first().inputValue()).not.toBe(TOKEN);
});

test.each(["light", "dark"] as const)("it breaks no further rule of accessibility in the %s theme", async (theme) => {
  await page.emulateMedia({ colorScheme: theme });
  await open("listChatroomMembers", enterMock);
  expect(KNOWN_FINDINGS).toEqual(expect.arrayContaining(await seriousFindings(page)));
});
