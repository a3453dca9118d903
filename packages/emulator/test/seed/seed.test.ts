import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readWorld } from "@agora-chat-openapi/description/examples";
import { expect, onTestFinished, test } from "vitest";
import { createEmulator, type EmulatedApp, startEmulator } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { send } from "../support/raw.ts";

const { app: world, users } = readWorld();

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "seed-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const names = async (app: EmulatedApp) =>
  ((await send(app, "GET", "/users?limit=50", { token: app.token })).body["entities"] as { username: string }[]).map(
    ({ username }) => username,
  );

test("an app holds the world and nothing else, whatever it is called", async () => {
  const app = await createEmulator().app();
  await send(app, "POST", "/users", { body: { username: "zoe" } });
  await app.seed("world");
  expect(await names(app)).toEqual(Object.keys(users));
  await send(app, "POST", "/users", { body: { username: "zoe" } });
  expect(await names(app)).toEqual([...Object.keys(users), "zoe"]);
  await app.seed("world");
  expect(await names(app)).toEqual(Object.keys(users));
});

test("its clock goes on from the time at which everything is read; tokens and settings stay", async () => {
  let time = Date.UTC(2030, 0, 1);
  const app = await createEmulator({ auth: "check", clock: () => time }).app();
  await app.settings({ plan: "free" });
  await app.seed("world");
  expect(await app.clock.read()).toEqual({ now: world.now.ms, frozen: false });
  time += 5000;
  expect((await app.clock.read()).now).toBe(world.now.ms + 5000);
  expect(await names(app)).toHaveLength(Object.keys(users).length);
  expect((await app.settings()).plan).toBe("free");
});

test("what comes after the seed has ids of its own, and files can be read", async () => {
  const app = await createEmulator().app();
  await app.seed("world");
  const group = { groupname: "g", owner: "ada", public: true, maxusers: 10 };
  const ids = new Set<unknown>();
  for (let count = 0; count < 3; count++) {
    ids.add(((await send(app, "POST", "/chatgroups", { body: group })).body["data"] as { groupid: string }).groupid);
  }
  expect(ids.size).toBe(3);
  const { uuid, bytes, secret = "" } = readWorld().files["summit.jpg"] ?? {};
  const url = `${app.baseUrl}/${app.org}/${app.app}/chatfiles/${uuid}`;
  const response = await app.fetch?.(url, { headers: { authorization: "Bearer any", "share-secret": secret } });
  expect((await response?.arrayBuffer())?.byteLength).toBe(bytes);
});

test("it is under /_emulator", async () => {
  const app = await createEmulator().app();
  expect((await callAdmin(app, "seedApp", "POST", "/seed", { seed: "world" })).status).toBe(200);
  expect(await names(app)).toEqual(Object.keys(users));
  expect((await callAdmin(app, "seedApp", "POST", "/seed", { seed: "moon" })).status).toBe(400);
});

test("an emulator starts with the world of the examples in their app, by name and by App ID", async () => {
  const emulator = await startEmulator({ seed: "world" });
  onTestFinished(() => emulator.close());
  for (const path of [`${world.org}/${world.app}`, `app-id/${world.appId}`]) {
    const response = await fetch(`${emulator.url}/${path}/users/ada`, { headers: { authorization: "Bearer any" } });
    expect(((await response.json()) as { entities: [{ uuid: string }] }).entities[0].uuid).toBe(users["ada"]?.uuid);
  }
});

test("a start fills only apps that hold nothing, those that it names or the one that was exported", async () => {
  const place = folder();
  const [file, data] = [join(place, "app.ndjson"), join(place, "chat.db")];
  const tenant = { org: "o", app: "a" };
  const source = await createEmulator().app(tenant);
  await send(source, "POST", "/users", { body: { username: "zoe" } });
  await source.export(file);
  const start = async (
    options: object,
    from: { org: string; app: string },
    meanwhile = async (_: EmulatedApp) => {},
  ) => {
    const emulator = await startEmulator({ data, ...options });
    try {
      const app = await emulator.app(from);
      await meanwhile(app);
      return await names(app);
    } finally {
      await emulator.close();
    }
  };
  const register = async (app: EmulatedApp) => void (await send(app, "POST", "/users", { body: { username: "ann" } }));
  expect(await start({ seed: file }, tenant, register)).toEqual(["zoe", "ann"]);
  expect(await start({ seed: file }, tenant)).toEqual(["zoe", "ann"]);
  const other = { org: "o", app: "b" };
  expect(await start({ seed: "world", apps: [other], onlyNamed: true }, other)).toEqual(Object.keys(users));
});

test("a seed that is not one is refused with a sentence", async () => {
  await expect(startEmulator({ seed: "moon" })).rejects.toThrow('there is no file moon: a seed is "world"');
  const app = await createEmulator().app();
  await expect(app.seed(import.meta.filename)).rejects.toThrow("line 1 is not a JSON object");
});
