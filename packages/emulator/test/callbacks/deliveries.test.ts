import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

const emulator = createEmulator();
let receiver: Receiver;
let app: EmulatedApp;
let chat: ChatClient;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(async () => {
  app = await emulator.app();
  chat = createChatClient(app);
  await chat.createUsers({ body: [{ username: "ada" }, { username: "ben" }] });
  await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["messageSent"] });
});
afterEach(() => {
  receiver.received.length = 0;
  receiver.respond((_, response) => response.end());
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

const send = (msg = "Hi") => chat.sendUserMessage({ body: { from: "ada", to: ["ben"], type: "txt", body: { msg } } });
const states = async () => (await app.callbacks.deliveries()).map(({ state }) => state);

test("a message is posted once, signed, with the time of the app", async () => {
  await app.clock.freeze(new Date("2030-01-01"));
  const { data } = await send();
  await app.callbacks.settled();
  expect(receiver.received).toMatchObject([
    {
      name: "messageSent",
      timestamp: Date.parse("2030-01-01"),
      callId: expect.stringMatching(new RegExp(`^${app.org}#${app.app}_`)),
      body: { from: "ada", to: "ben", msg_id: data["ben"], eventType: "chat_offline", chat_type: "chat" },
    },
  ]);
  expect(await app.callbacks.deliveries()).toMatchObject([
    { name: "messageSent", state: "received", attempts: [{ at: Date.parse("2030-01-01"), status: 200 }] },
  ]);
});

test("a call that is refused raises nothing, and a rule that does not select an event none of it", async () => {
  await expect(
    chat.sendChatgroupMessage({ body: { from: "ada", to: ["1"], type: "txt", body: { msg: "Hi" } } }),
  ).rejects.toThrow();
  await chat.addContact({ path: { owner_username: "ada", friend_username: "ben" } });
  await app.callbacks.settled();
  expect(receiver.received).toEqual([]);
});

test("what fails is posted once more, at once, with the same id", async () => {
  const statuses = [500, 200];
  receiver.respond((_, response) => response.writeHead(statuses.shift() ?? 500).end());
  await send();
  await app.callbacks.settled();
  const [first, second] = receiver.received;
  expect(receiver.received).toHaveLength(2);
  expect(second?.callId).toBe(first?.callId);
  expect(await app.callbacks.deliveries()).toMatchObject([
    { state: "received", attempts: [{ status: 500, problem: "responded with 500 in place of 200" }, { status: 200 }] },
  ]);
});

test("what fails twice is stored, or dropped where the app stores nothing", async () => {
  receiver.respond((_, response) => response.writeHead(503).end());
  await send();
  await app.callbacks.settled();
  expect(await states()).toEqual(["stored"]);
  await app.settings({ featuresOff: ["callback-storage"] });
  await send();
  await app.callbacks.settled();
  expect(await states()).toEqual(["stored", "dropped"]);
  expect(receiver.received).toHaveLength(4);
});

describe("a receiver fails that", () => {
  test("responds too late by the app's clock, which a test moves on", async () => {
    await app.clock.freeze();
    receiver.respond(() => {});
    await send();
    for (const count of [1, 2]) {
      await expect.poll(() => receiver.received.length).toBe(count);
      await app.clock.advance({ seconds: 9 });
      await expect(app.callbacks.settled(50)).rejects.toThrow("one callback was not received after 50 ms");
      await app.clock.advance({ seconds: 1 });
    }
    await app.callbacks.settled();
    const problem = "did not respond within 10000 ms";
    expect(await app.callbacks.deliveries()).toMatchObject([{ state: "stored", attempts: [{ problem }, { problem }] }]);
  });

  test("redirects: the callback goes nowhere else", async () => {
    const other = await startReceiver();
    receiver.respond((_, response) => response.writeHead(307, { location: other.url }).end());
    await send();
    await app.callbacks.settled();
    expect(other.received).toEqual([]);
    expect(receiver.received).toHaveLength(2);
    await other.close();
  });

  test("is not there", async () => {
    const gone = await startReceiver();
    await app.callbacks.rules.clear();
    await app.callbacks.rules.add({ url: gone.url, secret: SECRET });
    await gone.close();
    await send();
    await app.callbacks.settled();
    const [delivery] = await app.callbacks.deliveries();
    expect(delivery).toMatchObject({ state: "stored", attempts: [{ problem: "did not respond: ECONNREFUSED" }, {}] });
  });
});

test("a response without an end is received: its status is all that counts", async () => {
  receiver.respond((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x".repeat(1000)), 5);
    response.on("close", () => clearInterval(timer));
  });
  await send();
  await app.callbacks.settled();
  expect(await states()).toEqual(["received"]);
});

test("after 90 failures in 30 seconds a rule rests for five minutes, in which all of it is stored", async () => {
  await app.clock.freeze();
  receiver.respond((_, response) => response.writeHead(500).end());
  for (let count = 0; count < 45; count++) await send();
  await app.callbacks.settled();
  expect(receiver.received).toHaveLength(90);
  await send();
  await app.callbacks.settled();
  expect(receiver.received).toHaveLength(90);
  const [last] = (await app.callbacks.deliveries()).slice(-1);
  expect(last).toMatchObject({
    state: "stored",
    attempts: [{ problem: expect.stringContaining("suspended until") }, {}],
  });
  receiver.respond((_, response) => response.end());
  await app.clock.advance({ minutes: 5 });
  await send();
  await app.callbacks.settled();
  expect((await states()).at(-1)).toBe("received");
});

test("one that was received can be posted again", async () => {
  await send();
  await app.callbacks.settled();
  const [{ id = "" } = {}] = await app.callbacks.deliveries();
  await app.callbacks.resend(id);
  await app.callbacks.settled();
  expect(new Set(receiver.received.map(({ callId }) => callId)).size).toBe(1);
  expect(receiver.received).toHaveLength(2);
  await expect(app.callbacks.resend("nothing")).rejects.toThrow("there is no callback nothing");
});

test("a reset forgets rules and what is on its way", async () => {
  await app.clock.freeze();
  receiver.respond(() => {});
  await send();
  await expect.poll(() => receiver.received.length).toBe(1);
  await app.reset();
  await app.callbacks.settled();
  expect(await app.callbacks.deliveries()).toEqual([]);
  expect(await app.callbacks.rules.list()).toEqual([]);
  expect(receiver.received).toHaveLength(1);
});

test("snapshots and exports leave callbacks alone", async () => {
  const before = await app.snapshot();
  await send();
  await app.restore(before);
  await app.callbacks.settled();
  expect(receiver.received).toHaveLength(1);
  expect(await app.callbacks.rules.list()).toHaveLength(1);
});
