import type { ServerResponse } from "node:http";
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CallbackRuleOptions, createEmulator, type EmulatedApp, type EmulatedDevice } from "../../src/index.ts";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

const emulator = createEmulator();
let receiver: Receiver;
let app: EmulatedApp;
let chat: ChatClient;
let phone: EmulatedDevice;

beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(async () => {
  app = await emulator.app();
  chat = createChatClient(app);
  await chat.createUsers({ body: [{ username: "ada" }, { username: "ben" }, { username: "chloe" }] });
  phone = await app.device("ada", "android");
  await app.device("ben", "web");
});
afterEach(() => {
  receiver.received.length = 0;
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

/** Has the app ask, with a time that no slow machine uses up unless a test says so. */
const ask = (options: Partial<CallbackRuleOptions> = {}) =>
  app.callbacks.rules.add({ url: receiver.url, secret: SECRET, delivery: "before", timeoutMs: 60_000, ...options });
const say = (body: unknown, status = 200) =>
  receiver.respond((_, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
  );
const text = (msg: string) => ({ to: "ben", type: "txt" as const, body: { msg } });
const inbox = async () => (await app.inbox("ben")).map(({ body }) => body["msg"]);

test("a message of a device is asked about before it is delivered, with the id that it has then", async () => {
  await ask();
  say({ valid: true });
  const id = await phone.send(text("Hi"));
  expect(receiver.received).toMatchObject([
    { name: "preDeliveryMessage", body: { from: "ada", to: "ben", msg_id: id, chat_type: "chat" } },
  ]);
  expect(await app.inbox("ben")).toMatchObject([{ id, body: { msg: "Hi" }, waited: false }]);
});

test("messages of the API are not asked about", async () => {
  await ask();
  await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], type: "txt", body: { msg: "Hi" } } });
  expect(receiver.received).toEqual([]);
  expect(await inbox()).toEqual(["Hi"]);
});

test("a rule asks about the kinds of conversations and messages that it names", async () => {
  await ask({ chatTypes: ["groupchat"] });
  await ask({ messageTypes: ["img"] });
  await phone.send(text("Hi"));
  expect(receiver.received).toEqual([]);
});

describe("a verdict", () => {
  test("can replace the text", async () => {
    await ask();
    say({ valid: true, payload: { ext: { by: "server" }, bodies: [{ type: "txt", msg: "***" }] } });
    await phone.send(text("Damn"));
    expect(await app.inbox("ben")).toMatchObject([{ body: { msg: "***" }, ext: { by: "server" } }]);
  });

  test.each([
    [{ valid: false, code: "No advertising" }, "ada cannot send to ben: No advertising"],
    [{ valid: false }, "ada cannot send to ben: custom logic denied"],
    [{ valid: false, code: "" }, "ada cannot send to ben: Message blocked by external logic"],
  ])("%j rejects it, and nothing else is raised", async (verdict, message) => {
    await ask();
    await app.callbacks.rules.add({ url: receiver.url, secret: SECRET });
    say(verdict);
    await expect(phone.send(text("Buy"))).rejects.toThrow(message);
    await app.callbacks.settled();
    expect(receiver.received.map(({ name }) => name)).toEqual(["preDeliveryMessage"]);
    expect(await inbox()).toEqual([]);
  });

  test("can reject without a word to the sender", async () => {
    await ask({ reportsErrors: false });
    say({ valid: false });
    expect(await phone.send(text("Buy"))).toMatch(/^\d{19}$/);
    expect(await inbox()).toEqual([]);
  });

  test("of the first rule is what the second is asked about", async () => {
    await ask();
    await ask();
    say({ valid: true, payload: { bodies: [{ type: "txt", msg: "***" }] } });
    await phone.send(text("Damn"));
    expect(receiver.received.map(({ body }) => (body as { payload: object }).payload)).toEqual([
      { ext: {}, bodies: [{ type: "txt", msg: "Damn" }] },
      { ext: {}, bodies: [{ type: "txt", msg: "***" }] },
    ]);
  });
});

describe("without a verdict the rule decides:", () => {
  const wrong: [string, (response: ServerResponse) => void][] = [
    ["another status", (response) => response.writeHead(202).end('{"valid":true}')],
    ["a body that is not one", (response) => response.end('{"valid":"yes"}')],
    ["no body", (response) => response.end()],
    ["a redirect", (response) => response.writeHead(302, { location: receiver.url }).end()],
    [
      "more than 1,000 characters",
      (response) => response.end(JSON.stringify({ valid: false, code: "x".repeat(1000) })),
    ],
    [
      "a body without an end",
      (response) => {
        const timer = setInterval(() => response.write(" ".repeat(100)), 1);
        response.on("close", () => clearInterval(timer));
      },
    ],
    ["a connection that breaks", (response) => response.destroy()],
  ];

  test.each(wrong)("%s", async (_, respond) => {
    receiver.respond((_request, response) => respond(response));
    await ask();
    await phone.send(text("one"));
    await app.callbacks.rules.clear();
    await ask({ fallback: "reject" });
    await expect(phone.send(text("two"))).rejects.toThrow("custom logic denied");
    expect(await inbox()).toEqual(["one"]);
    expect(receiver.received).toHaveLength(2);
  });

  test("one that comes too late by the app's clock", async () => {
    await app.clock.freeze();
    await ask({ timeoutMs: 200 });
    receiver.respond(() => {});
    const sending = phone.send(text("Hi"));
    await expect.poll(() => receiver.received.length).toBe(1);
    await app.clock.advance({ ms: 199 });
    expect(await inbox()).toEqual([]);
    await app.clock.advance({ ms: 1 });
    await sending;
    expect(await inbox()).toEqual(["Hi"]);
  });
});

describe("while a message waits", () => {
  let release: ((verdict: object) => void)[] = [];
  beforeEach(async () => {
    release = [];
    receiver.respond((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      release.push((verdict) => response.end(JSON.stringify(verdict)));
    });
    await ask();
  });
  const asked = (count: number) => expect.poll(() => release.length).toBe(count);

  test("later ones of the conversation wait, and keep their order", async () => {
    const first = phone.send(text("one"));
    await asked(1);
    const web = await app.device("ben", "tablet");
    const answer = web.send({ to: "ada", type: "txt", body: { msg: "two" } });
    const elsewhere = phone.send({ to: "chloe", type: "txt", body: { msg: "three" } });
    await asked(2);
    expect(receiver.received.map(({ body }) => (body as { to: string }).to)).toEqual(["ben", "chloe"]);
    release[1]?.({ valid: true });
    await elsewhere;
    release[0]?.({ valid: true });
    await first;
    await asked(3);
    release[2]?.({ valid: true });
    await answer;
    expect(await inbox()).toEqual(["one"]);
    expect((await app.inbox("ada")).map(({ body }) => body["msg"])).toEqual(["two"]);
  });

  test("other calls do not, and it keeps its place before theirs", async () => {
    const sending = phone.send(text("one"));
    await asked(1);
    await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], type: "txt", body: { msg: "two" } } });
    expect(await inbox()).toEqual(["two"]);
    release[0]?.({ valid: true });
    await sending;
    expect(await inbox()).toEqual(["one", "two"]);
  });

  test("what its sender may do is looked at again", async () => {
    const sending = phone.send(text("one"));
    await asked(1);
    await chat.blockUsers({ path: { owner_username: "ben" }, body: { usernames: ["ada"] } });
    release[0]?.({ valid: true });
    await expect(sending).rejects.toThrow("ada cannot send to ben: blocked");
    expect(await inbox()).toEqual([]);
  });

  test("an app that is emptied forgets it", async () => {
    const sending = phone.send(text("one"));
    await asked(1);
    await app.reset();
    await expect(sending).rejects.toThrow("ada cannot send to ben");
  });
});
