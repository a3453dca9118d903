// Two people in a real browser, with the SDK as it comes, against an emulator of another origin.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { launchBrowser, type Page } from "@agora-chat-openapi/testing/browser.ts";
import { watchedPage } from "@agora-chat-openapi/testing/watched-page.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmulatedApp, type StartedEmulator, startEmulator } from "../../src/index.ts";

/** What the page does with the SDK, for the test to call. */
const SCRIPT = `
const sdk = window.AgoraChat ?? window.WebIM ?? window.default;
(sdk.default ?? sdk).logger.disableAll();
const AC = sdk.default ?? sdk;
window.heard = [];
window.logIn = async (options, login) => {
  window.connection = new AC.connection({ isHttpDNS: false, ...options });
  const note = (handler) => (value) => window.heard.push({ handler, value });
  const names = ["onTextMessage", "onImageMessage", "onDisconnected", "onError"];
  connection.addEventHandler("test", Object.fromEntries(names.map((name) => [name, note(name)])));
  await connection.open(login);
};
window.sendText = (to, msg) => connection.send(AC.message.create({ type: "txt", chatType: "singleChat", to, msg }));
window.sendImage = async (to) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 3, height: 2 });
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  const file = { data: new File([blob], "a.png", { type: "image/png" }), filename: "a.png", filetype: "png" };
  const message = await new Promise((resolve, reject) => {
    const made = AC.message.create({
      type: "img", chatType: "singleChat", to, file, width: 3, height: 2, onFileUploadError: reject,
    });
    connection.send(made).then(resolve, reject);
  });
  return message.serverMsgId;
};
window.show = (url) => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve(image.naturalWidth);
  image.onerror = () => reject(new Error("no image at " + url));
  image.src = url;
});
`;

let emulator: StartedEmulator;
let app: EmulatedApp;
let server: Server;
beforeAll(async () => {
  emulator = await startEmulator();
  app = await emulator.app();
  await call(
    "POST",
    "/users",
    ["ada", "ben"].map((username) => ({ username, password: "secret" })),
  );
  const sdk = readFileSync(createRequire(import.meta.url).resolve("agora-chat"), "utf8").replaceAll(
    "</script",
    "<\\/script",
  );
  server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script>${sdk}</script><script>${SCRIPT}</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await emulator.close();
});

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${app.token}`, "content-type": "application/json" };
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return (await fetch(`${app.baseUrl}/${app.org}/${app.app}${path}`, init)).json();
}

/** Runs code in a page; what goes wrong there is said in words, since its stack is not of these files. */
async function run(page: Page, code: string): Promise<unknown> {
  const told = (await page.evaluate(
    `(async () => { try { return { value: await ${code} }; } catch (error) { return { fault: String(error?.message ?? error) }; } })()`,
  )) as { value?: unknown; fault?: string };
  if (told.fault !== undefined) expect.fail(`${code}: ${told.fault}`);
  return told.value;
}

/** Waits for what a handler of a page is told. */
async function heard(page: Page, handler: string): Promise<Record<string, unknown>> {
  const find = `window.heard.find((each) => each.handler === ${JSON.stringify(handler)})?.value`;
  await expect.poll(() => run(page, `Boolean(${find})`), { timeout: 15_000 }).toBe(true);
  return (await run(page, find)) as Record<string, unknown>;
}

test("two people chat in a browser, with a server that sends and throws out", async () => {
  const browser = await launchBrowser();
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const url = `${app.baseUrl.replace("http", "ws")}/ws`;
  const options = { appKey: `${app.org}#${app.app}`, url, apiUrl: app.baseUrl };
  const hosts = [page, app.baseUrl, url];
  const [ada, ben] = [await watchedPage(browser, hosts), await watchedPage(browser, hosts)];
  for (const [{ page: each }, user] of [
    [ada, "ada"],
    [ben, "ben"],
  ] as const) {
    await each.goto(page);
    await run(each, `logIn(${JSON.stringify(options)}, ${JSON.stringify({ user, pwd: "secret" })})`);
  }
  await run(ada.page, `sendText("ben", "Hi from a browser")`);
  expect(await heard(ben.page, "onTextMessage")).toMatchObject({ from: "ada", msg: "Hi from a browser" });
  await call("POST", "/messages/users", { from: "ben", to: ["ada"], type: "txt", body: { msg: "REST" } });
  expect(await heard(ada.page, "onTextMessage")).toMatchObject({ from: "ben", msg: "REST" });
  await run(ada.page, `sendImage("ben")`);
  const image = await heard(ben.page, "onImageMessage");
  expect(await run(ben.page, `show(${JSON.stringify(image["url"])})`)).toBe(3);
  await call("GET", "/users/ben/disconnect");
  expect(await heard(ben.page, "onError")).toMatchObject({ type: 217 });
  await heard(ben.page, "onDisconnected");
  await browser.close();
  expect([ada.faults, ben.faults]).toEqual([[], []]);
});
