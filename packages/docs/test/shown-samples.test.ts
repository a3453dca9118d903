// Samples as a reader sees and copies them, for the mock, the emulator and an app of the reader's.
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import type { Page } from "@agora-chat-openapi/testing/browser.ts";
import { expect, test } from "vitest";
import { EMULATOR_URL, MOCK_URL } from "../src/samples/request.ts";
import { samples } from "../src/samples/samples.ts";
import { DESKTOP, siteForTests } from "./open-site.ts";

const { site, open } = siteForTests();
const operations = operationsOf(readDescription());

const LABELS = ["curl", "TypeScript", "TypeScript, by path", "Python", "Java", "PHP", "Go", "C#", "Ruby"];
const TOKEN = "YWMt-secret_token.1";

const samplesOf = (id: string) => {
  const operation = operations.find((each) => each.id === id);
  return new Map((operation ? samples(operation) : []).map(({ label, code }) => [label, code]));
};

/** The text of the code that shows in the first tabs of a page. */
async function shownSample(page: Page): Promise<string> {
  return page
    .locator('.tabs[data-group="language"] > section:visible pre')
    .evaluate((pre) =>
      [...pre.querySelectorAll(".ec-line")].map((line) => line.textContent?.replace(/\n$/, "")).join("\n"),
    );
}

async function chooseTarget(page: Page, target: "the mock" | "the emulator" | "my app"): Promise<void> {
  await page.getByRole("button", { name: /Samples for/ }).click();
  await page.getByLabel(target).check();
}

async function enterApp(page: Page): Promise<void> {
  await chooseTarget(page, "my app");
  await page.getByLabel("Host", { exact: true }).fill("a41.chat.agora.io");
  await page.getByLabel("Organization", { exact: true }).fill("70001");
  await page.getByLabel("App", { exact: true }).fill("900");
  await page.getByLabel("App token").fill(TOKEN);
}

/** Goes through all languages, and expects the executed sample in each, changed as told. */
async function expectSamples(page: Page, id: string, change = (code: string) => code): Promise<void> {
  const expected = samplesOf(id);
  expect([...expected.keys()]).toEqual(LABELS);
  for (const [label, code] of expected) {
    await page.getByRole("tab", { name: label, exact: true }).click();
    expect(await shownSample(page), label).toBe(change(code));
  }
}

test("tabs show one sample at a time, by mouse and by arrow keys, and the next page keeps the choice", async () => {
  const page = await open("operations/createToken.html", { viewport: DESKTOP });
  const languages = page.getByRole("tablist", { name: "Language" });
  expect(await languages.getByRole("tab").allInnerTexts()).toEqual(LABELS);
  const code = samplesOf("createToken");
  expect(await shownSample(page)).toBe(code.get("curl"));
  await languages.getByRole("tab", { name: "TypeScript", exact: true }).click();
  expect(await shownSample(page)).toBe(code.get("TypeScript"));
  await page.keyboard.press("ArrowRight");
  expect(await shownSample(page)).toBe(code.get("TypeScript, by path"));
  await page.keyboard.press("End");
  expect(await page.locator(":focus").textContent()).toBe("Ruby");
  await page.goto(`${site().url}/operations/listUsers.html`);
  expect(await languages.getByRole("tab", { selected: true }).textContent()).toBe("Ruby");
  expect(await shownSample(page)).toBe(samplesOf("listUsers").get("Ruby"));
});

test("every sample of a page is the one that is executed by the tests", async () => {
  const page = await open("operations/sendUserMessage.html", { viewport: DESKTOP });
  await expectSamples(page, "sendUserMessage");
});

test("samples for the reader's app, and what is copied, have host, organization, app and token", async () => {
  const page = await open("operations/addChatgroupMembers.html", {
    viewport: DESKTOP,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await enterApp(page);
  await page.keyboard.press("Escape");
  const filled = (code: string) =>
    code
      .replaceAll(MOCK_URL, "https://a41.chat.agora.io")
      .replaceAll("41117440", "70001")
      .replaceAll("383391", "900")
      .replaceAll("any-token", TOKEN);
  await expectSamples(page, "addChatgroupMembers", filled);
  const panel = page.locator('.tabs[data-group="language"] > section:visible');
  await panel.hover();
  await panel.getByTitle("Copy to clipboard").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(filled(samplesOf("addChatgroupMembers").get("Ruby") ?? ""));
  await page.getByRole("button", { name: "Samples for a41.chat.agora.io" }).waitFor();
});

test("samples for the emulator have its address, and the next page keeps the choice when the reader wants it", async () => {
  const page = await open("operations/addChatgroupMembers.html", { viewport: DESKTOP });
  await chooseTarget(page, "the emulator");
  await page.getByLabel(/Remember all/).check();
  await page.keyboard.press("Escape");
  const toEmulator = (code: string) => code.replaceAll(MOCK_URL, EMULATOR_URL);
  await expectSamples(page, "addChatgroupMembers", toEmulator);
  await page.getByRole("button", { name: "Samples for emulator" }).waitFor();
  await page.goto(`${site().url}/operations/listUsers.html`);
  expect(await shownSample(page)).toBe(toEmulator(samplesOf("listUsers").get("Ruby") ?? ""));
  await chooseTarget(page, "the mock");
  expect(await shownSample(page)).toBe(samplesOf("listUsers").get("Ruby"));
});

test("host, organization and app hold on the next page when the reader wants it, the token never", async () => {
  const page = await open("operations/addChatgroupMembers.html", { viewport: DESKTOP });
  await enterApp(page);
  const stored = () =>
    page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(await stored()).not.toContain("70001");
  await page.getByLabel(/Remember all/).check();
  expect(await stored()).toContain("70001");
  expect(await stored()).not.toContain(TOKEN);
  await page.goto(`${site().url}/guides/quick-start.html`);
  expect(await page.locator("pre").allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining("70001")]));
  await page.getByRole("button", { name: /Samples for/ }).click();
  await page.getByLabel(/Remember all/).uncheck();
  expect(await stored()).not.toContain("70001");
});

test("what cannot stand in code is not taken", async () => {
  const page = await open("operations/addChatgroupMembers.html", { viewport: DESKTOP });
  await chooseTarget(page, "my app");
  await page.getByLabel("Organization", { exact: true }).fill("7'; rm -rf '");
  expect(await shownSample(page)).toContain("/41117440/");
  expect(await shownSample(page)).not.toContain("rm -rf");
});
