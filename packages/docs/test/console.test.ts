import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type StartedEmulator, startEmulator } from "@agora-chat-openapi/emulator";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { seriousFindings } from "@agora-chat-openapi/testing/axe.ts";
import type { BrowserContextOptions, Page } from "@agora-chat-openapi/testing/browser.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consoleLink } from "../src/pages.ts";
import { siteForTests } from "./open-site.ts";

const operations = operationsOf(readDescription());
const TOKEN = "a-token-to-look-for";
/** As the list of servers has it. */
const EMULATOR = "http://localhost:{emulatorPort}";

/** The rules that Scalar's page breaks out of reach of its options and colours. None may be added. */
const KNOWN_FINDINGS = ["button-name", "label-content-name-mismatch"];

const { site, open } = siteForTests();

let mock: Mock;
let emulator: StartedEmulator;
let requests: string[] = [];
beforeAll(async () => {
  mock = await startMock({ port: 0, log: (line) => requests.push(line) });
  emulator = await startEmulator({ port: 0 });
});
afterAll(() => Promise.all([mock.close(), emulator.close()]));

const local = ({ url }: { url: string }) => url.replace("127.0.0.1", "localhost");

async function openConsole(options: BrowserContextOptions = {}): Promise<Page> {
  requests = [];
  return open("console.html", options, [local(mock), local(emulator), "https://chat.example.test/"]);
}

/** Goes to an operation without loading the page again, which would forget what was entered. */
async function show(page: Page, id: string): Promise<Operation> {
  const operation = operations.find((known) => known.id === id) as Operation;
  await page.evaluate((hash) => location.assign(hash), new URL(consoleLink(operation), site().url).hash);
  await page.getByRole("heading", { name: operation.summary }).first().waitFor();
  return operation;
}

async function chooseServer(page: Page, name: string): Promise<void> {
  await page
    .getByRole("button", { name: /localhost/ })
    .first()
    .click();
  await page.getByRole("option", { name }).click();
}

async function enterPort(page: Page, url: string): Promise<void> {
  await page.locator('input[id$="ort"]').fill(new URL(url).port);
}

async function enterToken(page: Page): Promise<void> {
  await page.getByPlaceholder("Token").first().fill(TOKEN);
}

async function send(page: Page, { method, path }: Operation): Promise<string> {
  await page
    .getByRole("button")
    .filter({ hasText: `(${method.toLowerCase()} ${path})` })
    .click();
  const sent = page.waitForRequest((request) => request.method() === method);
  await page.getByRole("button", { name: /^Send/ }).first().click();
  return (await (await sent).headerValue("authorization")) ?? "";
}

test("the mock answers what is sent, and neither token nor request is stored", async () => {
  const page = await openConsole();
  await enterPort(page, mock.url);
  await enterToken(page);
  for (const id of ["listChatroomMembers", "sendUserMessage"]) {
    const operation = await show(page, id);
    expect(await send(page, operation)).toBe(`Bearer ${TOKEN}`);
    await page.getByText("200 OK").first().waitFor();
    expect(requests.at(-1)).toMatch(new RegExp(`^200 ${operation.method} /41117440/383391/`));
    await page.keyboard.press("Escape");
  }
  const { storage, databases } = await page.evaluate(async () => ({
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));
  expect(storage).not.toContain(TOKEN);
  expect(databases).toEqual([]);

  await page.reload();
  expect(await page.getByPlaceholder("Token").first().inputValue()).not.toBe(TOKEN);
});

test("the emulator remembers what is sent, and a request goes to the host that the reader enters", async () => {
  const page = await openConsole();
  await enterToken(page);
  await chooseServer(page, EMULATOR);
  await enterPort(page, emulator.url);
  await send(page, await show(page, "createUsers"));
  await page.getByText("200 OK").first().waitFor();
  const users = await fetch(`${emulator.url}/41117440/383391/users`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(((await users.json()) as { entities: object[] }).entities.length).toBeGreaterThan(0);
  expect(requests).toEqual([]);

  await page.keyboard.press("Escape");
  const asked: string[] = [];
  await page.route("https://chat.example.test/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ json: { data: [] }, headers: { "access-control-allow-origin": "*" } });
  });
  await page.evaluate(() => scrollTo(0, 0));
  await chooseServer(page, "https://{host}");
  await page.locator('input[id$="-host"]').fill("chat.example.test");
  expect(await send(page, await show(page, "listChatrooms"))).toBe(`Bearer ${TOKEN}`);
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^https:\/\/chat\.example\.test\/41117440\/383391\/chatrooms/);
});

test("it breaks no further rule of accessibility in either theme", async () => {
  const page = await openConsole({ colorScheme: "light" });
  await enterToken(page);
  await show(page, "listChatroomMembers");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`body.${colorScheme}-mode`).waitFor();
    expect(KNOWN_FINDINGS).toEqual(expect.arrayContaining(await seriousFindings(page)));
  }
});
