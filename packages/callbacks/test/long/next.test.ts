// The route of the guide in a Next app. Next is large, so it stays out of the workspace: the app has its own lockfile.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bodyOf, examples, SECRET } from "../examples.ts";
import { fileOf, sample } from "../guide.ts";

const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
const env = { ...process.env, CALLBACK_SECRET: SECRET, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

let folder: string;
let server: ChildProcess | undefined;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "next-receiver-"));
  const isSource = (path: string) => !/node_modules|\.next/.test(path);
  await cp(join(PACKAGE, "test/long/next"), folder, { recursive: true, filter: isSource });
  for (const heading of ["What to do", "Next"]) {
    const file = join(folder, fileOf(heading));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, sample(heading));
  }
  call("pnpm", ["install", "--frozen-lockfile", "--prod=false"]);
  // As a registry would give it.
  const installed = join(folder, "node_modules/@agora-chat-openapi/callbacks");
  for (const part of ["dist", "package.json"])
    await cp(join(PACKAGE, part), join(installed, part), { recursive: true });
  const hashes = "node_modules/@noble/hashes";
  await cp(join(PACKAGE, hashes), join(folder, hashes), { recursive: true, dereference: true });

  call(process.execPath, [join(folder, "node_modules/next/dist/bin/next"), "build"]);
  const port = await freePort();
  url = `http://localhost:${port}/callbacks`;
  const start = [join(folder, "node_modules/next/dist/bin/next"), "start", "--port", String(port)];
  server = spawn(process.execPath, start, { cwd: folder, env, stdio: "ignore" });
  await vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 200 });
}, 600_000);
afterAll(async () => {
  server?.kill();
  await rm(folder, { recursive: true, force: true });
});

function call(command: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
}

const post = (body: object) => fetch(url, { method: "POST", body: JSON.stringify(body) });

test("receives every callback there is", async () => {
  for (const { body } of examples) expect((await post(body)).status).toBe(200);
});

test("gives a verdict, and refuses what is not signed with its secret", async () => {
  expect(await (await post(bodyOf("preDeliveryMessage"))).json()).toEqual({ valid: true });
  expect((await post({ ...bodyOf("messageSent"), callId: "another" })).status).toBe(401);
});
