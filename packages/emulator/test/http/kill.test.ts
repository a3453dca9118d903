import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { afterAll, expect, test } from "vitest";

/** How often the process is killed. */
const ROUNDS = process.env["LONG"] === undefined ? 2 : 20;
const WRITERS = 8;
/** Users of one call: all of them are registered, or none. */
const BATCH = 3;

const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "emulator-kill-"));
const data = join(folder, "chat.db");
let running: ChildProcess | undefined;

afterAll(() => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function start(): Promise<{ child: ChildProcess; chat: ChatClient }> {
  const args = [command, "--port", "0", "--data", data, "--quiet"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  running = child;
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const baseUrl = /http:[^\s,]+/.exec(String(line))?.[0] ?? "";
  return { child, chat: createChatClient({ baseUrl, org: "o", app: "a", token: "t", maxRetries: 0 }) };
}

/** Registers users until the connection breaks, and notes the batches that were acknowledged. */
async function write(chat: ChatClient, writer: string, acknowledged: string[]): Promise<void> {
  for (let count = 0; ; count++) {
    const name = `${writer}-${count}`;
    const body = Array.from({ length: BATCH }, (_, index) => ({ username: `${name}.${index}` }));
    const { error } = await chat.createUsers.safe({ body });
    if (error) {
      expect(error.name).toBe("ChatNetworkError");
      return;
    }
    acknowledged.push(name);
  }
}

async function registered(chat: ChatClient): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { username } of chat.listUsers.items({ query: { limit: 100 } })) {
    const name = username.split(".")[0] ?? "";
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return sizes;
}

test(`what was acknowledged is there after kill -9, ${ROUNDS} times`, async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { child, chat } = await start();
    const writers = Array.from({ length: WRITERS }, (_, index) => write(chat, `${round}-${index}`, acknowledged));
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before + WRITERS);
    await sleep(17 * (round % 8));
    child.kill("SIGKILL");
    await Promise.all(writers);
    await (child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined);
  }
  const { child, chat } = await start();
  const there = await registered(chat);
  expect(acknowledged.filter((name) => there.get(name) !== BATCH)).toEqual([]);
  expect([...there.values()].filter((size) => size !== BATCH)).toEqual([]);
  child.kill("SIGTERM");
  await once(child, "exit");
  const database = new DatabaseSync(data);
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  database.close();
});
