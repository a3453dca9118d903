import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type CallbackRuleOptions, createEmulator, type EmulatedApp } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterEach(() => {
  receiver.received.length = 0;
});
afterAll(() => receiver.close());

const emulator = createEmulator();
let app: EmulatedApp;
let chat: ChatClient;
beforeEach(async () => {
  app = await emulator.app();
  chat = createChatClient(app);
  await chat.createUsers({ body: [{ username: "ada" }, { username: "ben" }] });
});
afterAll(() => emulator.close());

const send = (client: ChatClient) =>
  client.sendUserMessage({ body: { from: "ada", to: ["ben"], type: "txt", body: { msg: "Hi" } } });
const names = () => receiver.received.map(({ name }) => name).sort();

describe("a rule is refused", () => {
  test.each<[string, Partial<CallbackRuleOptions>, string]>([
    ["that has no URL to post to", { url: "localhost" }, "a callback rule needs a URL to post to"],
    ["that has another scheme", { url: "ftp://localhost/" }, "a callback rule needs a URL to post to"],
    [
      "with a callback that there is not",
      { events: ["messageSend" as "messageSent"] },
      "no callback messageSend after",
    ],
    ["with one of the other kind", { delivery: "before", events: ["messageSent"] }, "no callback messageSent before"],
    ["without a secret", { secret: "" }, "the secret of a callback rule must not be empty"],
    ["with a time that is none", { timeoutMs: 0.5 }, "timeoutMs is 0.5"],
  ])("%s", async (_, options, message) => {
    await expect(app.callbacks.rules.add({ url: receiver.url, ...options })).rejects.toThrow(message);
  });

  test("whose URL has a password, which the error does not repeat", async () => {
    const adding = app.callbacks.rules.add({ url: "http://ada:hunter2@localhost:3000/callbacks" });
    const error = await adding.catch((error: Error) => error);
    expect(String(error)).toContain("cannot have a user and password");
    expect(String(error)).not.toContain("hunter2");
  });

  test("that is the fifth of its app", async () => {
    for (let count = 0; count < 4; count++) await app.callbacks.rules.add({ url: receiver.url });
    await expect(app.callbacks.rules.add({ url: receiver.url })).rejects.toThrow("the app has 4 callback rules");
  });
});

describe("a rule selects", () => {
  test("callbacks by name", async () => {
    await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["memberJoined", "groupCreated"] });
    await chat.createChatgroup({ body: { owner: "ada", members: [] } });
    await send(chat);
    await app.callbacks.settled();
    expect(names()).toEqual(["groupCreated", "memberJoined"]);
  });

  test("messages by conversation, kind and who sends them", async () => {
    await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["messageSent"], apiMessages: false });
    const group = { events: ["messageSent"], chatTypes: ["groupchat"] } as const;
    await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, ...group });
    await app.callbacks.rules.add({
      url: receiver.url,
      secret: SECRET,
      events: ["messageSent"],
      messageTypes: ["img"],
    });
    await send(chat);
    const phone = await app.device("ada", "phone");
    const id = await phone.send({ to: "ben", type: "txt", body: { msg: "Hi" } });
    await app.callbacks.settled();
    expect(receiver.received.map(({ body }) => (body as { msg_id: string }).msg_id)).toEqual([id]);
  });

  test("the same event for two servers, with one id", async () => {
    const other = await startReceiver();
    for (const { url } of [receiver, other]) await app.callbacks.rules.add({ url, secret: SECRET });
    await send(chat);
    await app.callbacks.settled();
    expect(other.received[0]?.callId).toBe(receiver.received[0]?.callId);
    expect(receiver.received).toHaveLength(1);
    await other.close();
  });
});

test("what waits for a rule that is ended is dropped", async () => {
  await app.clock.freeze();
  const { id } = await app.callbacks.rules.add({ url: receiver.url, secret: SECRET });
  receiver.respond(() => {});
  for (let count = 0; count < 20; count++) await send(chat);
  await expect.poll(() => receiver.received.length).toBe(16);
  await app.callbacks.rules.remove(id);
  await expect(app.callbacks.rules.remove(id)).rejects.toThrow(`the app has no callback rule ${id}`);
  await app.clock.advance({ seconds: 10 });
  await app.callbacks.settled();
  expect(receiver.received).toHaveLength(16);
  expect(new Set((await app.callbacks.deliveries()).map(({ state }) => state))).toEqual(new Set(["dropped"]));
  receiver.respond((_, response) => response.end());
});

test("rules of the options are those of every app, and stay", async () => {
  const emulator = createEmulator({ callbacks: [{ url: receiver.url, secret: SECRET, events: ["messageSent"] }] });
  for (let count = 0; count < 2; count++) {
    const app = await emulator.app();
    await app.reset();
    await app.callbacks.rules.clear();
    await send(createChatClient(app));
    await app.callbacks.settled();
  }
  expect(names()).toEqual(["messageSent", "messageSent"]);
  await emulator.close();
  const rules = Array.from({ length: 5 }, () => ({ url: receiver.url }));
  expect(() => createEmulator({ callbacks: rules })).toThrow("there are 5 callback rules; give 4 at most");
});

describe("a secret", () => {
  test("is made where none is given, and shown once", async () => {
    const { secret } = await app.callbacks.rules.add({ url: receiver.url });
    expect(secret).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(await app.callbacks.rules.list())).not.toContain(secret);
  });

  test("is in no state, no delivery, no export, no log of requests, and no output", async () => {
    const folder = mkdtempSync(join(tmpdir(), "emulator-secret-"));
    const printed = ["log", "error", "warn"].map((name) => vi.spyOn(console, name as "log"));
    const file = join(folder, "app.ndjson");
    const url = `${receiver.url}?token=url-secret`;
    await app.callbacks.rules.add({ url, secret: SECRET });
    receiver.respond((_, response) => response.writeHead(500).end());
    await send(chat);
    await app.callbacks.settled();
    receiver.respond((_, response) => response.end());
    await chat.resendStoredCallbacks({
      body: { date: (await chat.listStoredCallbacks()).data[0]?.date ?? "", targetUrl: url },
    });
    await app.callbacks.settled();
    await app.export(file);
    const state = await callAdmin(app, "getState", "GET", "/state/callbackRules");
    const seen = [
      JSON.stringify([state, await app.callbacks.deliveries(), app.requests(), await app.callbacks.rules.list()]),
      readFileSync(file, "utf8"),
      JSON.stringify(printed.map(({ mock }) => mock.calls)),
    ].join("\n");
    expect(state.body).toMatchObject({ size: 1 });
    expect(seen).not.toContain(SECRET);
    expect(JSON.stringify([app.requests(), await app.callbacks.deliveries()])).not.toContain("url-secret");
    rmSync(folder, { recursive: true });
  });

  test("has to be in the environment of the command", () => {
    const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const args = [command, "--port", "0", "--callbacks", "http://localhost:3000/callbacks"];
    const env = { ...process.env, CALLBACK_SECRET: "" };
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env });
    expect(status).toBe(1);
    expect(stderr).toContain("error: --callbacks needs the secret of your server in the environment variable");
  });
});

test("all of it is there under /_emulator", async () => {
  const options = { url: receiver.url, secret: SECRET, events: ["messageSent"] };
  const added = await callAdmin(app, "addCallbackRule", "POST", "/callbacks/rules", options);
  expect(added).toMatchObject({ status: 200, body: { secret: SECRET } });
  const list = await callAdmin(app, "listCallbackRules", "GET", "/callbacks/rules");
  expect(list.body).toMatchObject({ rules: [{ url: receiver.url, events: ["messageSent"] }] });
  expect(JSON.stringify(list.body)).not.toContain(SECRET);
  await send(chat);
  expect((await callAdmin(app, "settleCallbacks", "GET", "/callbacks/settled")).status).toBe(200);
  const { body } = await callAdmin(app, "listDeliveries", "GET", "/callbacks/deliveries");
  const [{ id }] = body["deliveries"] as [{ id: string }];
  expect(body["deliveries"]).toMatchObject([{ name: "messageSent", state: "received" }]);
  expect((await callAdmin(app, "resendCallback", "POST", `/callbacks/${id}/resend`)).status).toBe(200);
  expect(await callAdmin(app, "resendCallback", "POST", "/callbacks/none/resend")).toMatchObject({
    status: 404,
    body: { error: "there is no callback none" },
  });
  expect((await callAdmin(app, "removeCallbackRule", "DELETE", "/callbacks/rules/none")).status).toBe(404);
  expect((await callAdmin(app, "clearCallbackRules", "DELETE", "/callbacks/rules")).status).toBe(200);
  const wrong = await callAdmin(app, "addCallbackRule", "POST", "/callbacks/rules", { ...options, events: ["x"] });
  expect(wrong).toMatchObject({ status: 400, body: { error: expect.stringContaining("there is no callback x") } });
});

test("a device under /_emulator is told what the server has said, and sends receipts", async () => {
  await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, delivery: "before", timeoutMs: 60_000 });
  await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["readReceipt"] });
  await app.device("ada", "web");
  await app.device("ben", "web");
  const text = { to: "ben", type: "txt", body: { msg: "Hi" } };
  const post = () => callAdmin(app, "sendFromDevice", "POST", "/users/ada/devices/web/messages", text);
  receiver.respond((_, response) => response.end('{"valid":false,"code":"Be kind"}'));
  expect(await post()).toMatchObject({ status: 403, body: { error: "ada cannot send there: Be kind" } });
  receiver.respond((_, response) => response.end('{"valid":true}'));
  const { id } = (await post()).body as { id: string };
  const receipt = { kind: "read" };
  const path = "/users/ben/devices/web/receipts";
  expect((await callAdmin(app, "sendReceipt", "PUT", `${path}/${id}`, receipt)).status).toBe(200);
  expect((await callAdmin(app, "sendReceipt", "PUT", `${path}/1`, receipt)).status).toBe(404);
  await app.callbacks.settled();
  expect(receiver.received.at(-1)).toMatchObject({ name: "readReceipt", body: { payload: { ack_message_id: id } } });
  receiver.respond((_, response) => response.end());
});
