// What was raised reaches the app server, whoever is killed in between: the emulator, the server, or both.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { afterAll, expect, test } from "vitest";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

const IS_LONG = process.env["LONG"] !== undefined;
/** How many messages are sent before the end, by callers side by side, each so many between two kills. */
const MESSAGES = IS_LONG ? 10_000 : 150;
const CALLERS = 8;
const MESSAGES_EACH = IS_LONG ? 100 : 12;

const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "emulator-callbacks-"));
let running: ChildProcess | undefined;
let receiver: Receiver | undefined;

afterAll(async () => {
  running?.kill("SIGKILL");
  await receiver?.close();
  rmSync(folder, { recursive: true });
});

interface Started {
  url: string;
  chat: ChatClient;
}

async function start(callbacks: string): Promise<Started> {
  const args = [command, "--port", "0", "--data", join(folder, "chat.db"), "--quiet", "--callbacks", callbacks];
  const env = { ...process.env, CALLBACK_SECRET: SECRET };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
  running = child;
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const url = /http:[^\s,]+/.exec(String(line))?.[0] ?? "";
  return { url, chat: createChatClient({ baseUrl: url, org: "o", app: "a", token: "t", maxRetries: 0 }) };
}

async function kill(): Promise<void> {
  const child = running;
  if (!child) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** Sends until the connection breaks, and notes the messages that were acknowledged. */
async function send(chat: ChatClient, acknowledged: Set<string>): Promise<void> {
  for (let count = 0; count < MESSAGES_EACH; count++) {
    const { data, error } = await chat.sendUserMessage.safe({
      body: { from: "ada", to: ["ben"], type: "txt", body: { msg: String(count) } },
    });
    if (error) return;
    acknowledged.add(data.data["ben"] ?? "");
  }
}

const admin = async ({ url }: Started, method: string, path: string, body?: object) => {
  const response = await fetch(`${url}/_emulator/apps/o/a${path}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
};

/** Has all that failed meanwhile posted again, a rule that was suspended back. */
async function resendStored(started: Started): Promise<void> {
  await admin(started, "GET", "/callbacks/settled?timeoutMs=300000");
  await admin(started, "PUT", "/clock", { advance: { minutes: 6 } });
  const { data } = await started.chat.listStoredCallbacks();
  for (const { date } of data) await started.chat.resendStoredCallbacks({ body: { date } });
  await admin(started, "GET", "/callbacks/settled?timeoutMs=300000");
}

test(`of ${MESSAGES} messages none goes untold over kill -9 again and again, and each has one id`, async () => {
  const port = await freePort();
  const acknowledged = new Set<string>();
  const received = new Map<string, Set<string>>();
  let posts = 0;
  const note = () => {
    for (const { name, callId, body } of receiver?.received.splice(0) ?? []) {
      if (name !== "messageSent") continue;
      posts++;
      received.set(body.msg_id, (received.get(body.msg_id) ?? new Set()).add(callId));
    }
  };
  for (let round = 0; acknowledged.size < MESSAGES; round++) {
    receiver = await startReceiver(port);
    const { chat } = await start(receiver.url);
    if (round === 0) await chat.createUsers({ body: [{ username: "ada" }, { username: "ben" }] });
    const before = acknowledged.size;
    const senders = Array.from({ length: CALLERS }, () => send(chat, acknowledged));
    await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(before + CALLERS * 2);
    // Every other time the server goes first, for a moment.
    if (round % 2 === 1) {
      await receiver.close();
      await sleep(20);
      note();
      receiver = await startReceiver(port);
    }
    if (round % 3 === 2) await Promise.all(senders);
    await sleep(7 * (round % 5));
    await kill();
    await Promise.all(senders);
    await receiver.close();
    note();
  }
  receiver = await startReceiver(port);
  const started = await start(receiver.url);
  await resendStored(started);
  note();
  expect([...acknowledged].filter((id) => !received.has(id))).toEqual([]);
  expect([...received.values()].filter((ids) => ids.size > 1)).toEqual([]);
  if (IS_LONG) console.log(`${acknowledged.size} messages acknowledged, ${received.size} told of, ${posts} posts`);
  running?.kill("SIGTERM");
});

test("a message that waited for a verdict when the emulator was killed goes the way of the fallback", async () => {
  receiver = await startReceiver();
  let started = await start(receiver.url);
  const { url, chat } = started;
  await chat.createUsers.safe({ body: [{ username: "cleo" }, { username: "dan" }] });
  await admin(started, "PUT", "/users/cleo/devices/web");
  await admin(started, "PUT", "/users/dan/devices/web");
  for (const [chatType, fallback] of [
    ["chat", "deliver"],
    ["chatroom", "reject"],
  ] as const) {
    const options = { url: receiver.url, secret: SECRET, delivery: "before", timeoutMs: 600_000, fallback };
    await admin(started, "POST", "/callbacks/rules", { ...options, chatTypes: [chatType] });
  }
  const room = await chat.createChatroom({ body: { name: "R", description: "D", owner: "cleo", members: ["dan"] } });
  receiver.respond(() => {});
  const post = (message: object) =>
    fetch(`${url}/_emulator/apps/o/a/users/cleo/devices/web/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "txt", ...message }),
    }).then(
      () => "answered",
      () => "cut off",
    );
  const sending = [
    post({ to: "dan", body: { msg: "kept" } }),
    post({ to: room.data.id, chatType: "chatroom", body: { msg: "rejected" } }),
  ];
  const questions = () => receiver?.received.filter(({ name }) => name === "preDeliveryMessage").length;
  await expect.poll(questions, { timeout: 60_000 }).toBe(2);
  await kill();
  expect(await Promise.all(sending)).toEqual(["cut off", "cut off"]);
  started = await start(receiver.url);
  const inbox = async () => {
    const response = await fetch(`${started.url}/_emulator/apps/o/a/users/dan/inbox`);
    const { messages } = (await response.json()) as { messages: { body: { msg: string } }[] };
    return messages.map(({ body }) => body.msg);
  };
  await expect.poll(inbox, { timeout: 60_000 }).toEqual(["kept"]);
  await kill();
});
