import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChatClient } from "@agora-chat-openapi/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmulator } from "../../src/index.ts";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

const folder = mkdtempSync(join(tmpdir(), "emulator-restart-"));
const data = join(folder, "chat.db");
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

test("what was under way when an emulator ended is posted by the next one, before anybody calls it", async () => {
  receiver.respond(() => {});
  const first = createEmulator({ data });
  const app = await first.app({ org: "o", app: "a" });
  await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["groupCreated"] });
  const chat = createChatClient(app);
  await chat.createUsers({ body: { username: "ada" } });
  await chat.createChatgroup({ body: { owner: "ada" } });
  await expect.poll(() => receiver.received.length).toBe(1);
  await first.close();
  receiver.respond((_, response) => response.end());

  const second = createEmulator({ data });
  await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(2);
  const again = await second.app({ org: "o", app: "a" });
  await again.callbacks.settled();
  expect(receiver.received[1]?.callId).toBe(receiver.received[0]?.callId);
  expect(await again.callbacks.deliveries()).toMatchObject([{ name: "groupCreated", state: "received" }]);
  await second.close();

  const third = createEmulator({ data });
  expect(await (await third.app({ org: "o", app: "a" })).callbacks.deliveries()).toEqual([]);
  await third.close();
});

test("what was stored is there in the next one, its rule as well", async () => {
  receiver.received.length = 0;
  receiver.respond((_, response) => response.writeHead(500).end());
  const first = createEmulator({ data });
  const app = await first.app({ org: "o", app: "a" });
  await createChatClient(app).createChatgroup({ body: { owner: "ada" } });
  await app.callbacks.settled();
  await first.close();
  receiver.respond((_, response) => response.end());

  const second = createEmulator({ data });
  const again = await second.app({ org: "o", app: "a" });
  const chat = createChatClient(again);
  const [bucket] = (await chat.listStoredCallbacks()).data;
  expect(bucket).toMatchObject({ size: 1, retry: 0 });
  await chat.resendStoredCallbacks({ body: { date: bucket?.date ?? "" } });
  await again.callbacks.settled();
  expect(new Set(receiver.received.map(({ callId }) => callId)).size).toBe(1);
  expect(receiver.received).toHaveLength(3);
  await second.close();
});
