import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { afterAll, expect, test } from "vitest";
import { SdkClient } from "./sdk.ts";
import { sdk, sendText, until } from "./support.ts";

/** How often the emulator is killed. */
const ROUNDS = process.env["LONG"] === undefined ? 1 : 5;

const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "realtime-kill-"));
const clients: SdkClient[] = [];
let running: ChildProcess | undefined;

afterAll(() => {
  for (const { connection } of clients) connection.close();
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function start(port: number): Promise<ChildProcess> {
  const args = [command, "--port", String(port), "--data", join(folder, "chat.db"), "--quiet"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  running = child;
  await once(createInterface({ input: child.stdout }), "line");
  return child;
}

/** Sends until the connection breaks. @returns what the emulator has acknowledged */
async function sendUntilKilled(client: SdkClient, to: string, prefix: string, sent: string[]): Promise<void> {
  for (let n = 0; ; n++) {
    const isSent = await sendText(client, to, `${prefix}-${n}`).then(
      () => true,
      () => false,
    );
    if (!isSent) return;
    sent.push(`${prefix}-${n}`);
  }
}

test(`clients come back after kill -9, and nothing that was acknowledged is lost, ${ROUNDS} times`, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child = await start(port);
  const headers = { authorization: "Bearer any", "content-type": "application/json" };
  const body = JSON.stringify([{ username: "ada" }, { username: "ben" }]);
  await fetch(`${url}/o/a/users`, { method: "POST", headers, body });
  const [ada, ben] = await Promise.all(
    ["ada", "ben"].map(async (user) => {
      const client = new SdkClient(sdk, { appKey: "o#a", url: `ws://127.0.0.1:${port}/ws`, apiUrl: url });
      clients.push(client);
      await client.connection.open({ user, accessToken: "any" });
      return client;
    }),
  );
  const sent: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const connects = [ada, ben].map((client) => client?.of("onConnected").length ?? 0);
    const sending = sendUntilKilled(ada as SdkClient, "ben", `${round}`, sent);
    const before = sent.length;
    await until(() => sent.length > before + 20);
    child.kill("SIGKILL");
    await once(child, "exit");
    child = await start(port);
    await sending;
    await until(() =>
      [ada, ben].every((client, index) => (client?.of("onConnected").length ?? 0) > (connects[index] ?? 0)),
    );
  }
  const heard = () => (ben as SdkClient).of("onTextMessage").map(({ msg }) => String(msg));
  await until(() => sent.every((msg) => heard().includes(msg)));
  expect(heard().filter((msg, index) => heard().indexOf(msg) !== index)).toEqual([]);
});
