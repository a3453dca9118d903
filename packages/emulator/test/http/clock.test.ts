import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { awaitReturn } from "../../src/domain/absence.ts";
import { createCore } from "../../src/emulator.ts";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { send } from "../support/raw.ts";

const NEW_YEAR = Date.UTC(2035, 0, 1);

test("a frozen clock is the time of responses and of what is made", async () => {
  const app = await createEmulator().app();
  expect(await app.clock.freeze(NEW_YEAR)).toEqual({ now: NEW_YEAR, frozen: true });
  const { body } = await send(app, "POST", "/users", { body: { username: "ada" } });
  expect(body).toMatchObject({ timestamp: NEW_YEAR, entities: [{ created: NEW_YEAR }] });
  await app.clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, ms: 5 });
  const later = NEW_YEAR + 93_784_005;
  expect((await send(app, "GET", "/users/nobody")).body).toMatchObject({ timestamp: later });
  expect(await app.clock.read()).toEqual({ now: later, frozen: true });
});

test("a clock that is resumed goes on from where it stood", async () => {
  let time = 1_000_000;
  const app = await createEmulator({ clock: () => time }).app();
  await app.clock.freeze(2_000_000);
  time += 500;
  expect(await app.clock.resume()).toEqual({ now: 2_000_000, frozen: false });
  time += 500;
  expect(await app.clock.read()).toEqual({ now: 2_000_500, frozen: false });
  expect(await app.clock.set(new Date(3_000_000))).toEqual({ now: 3_000_000, frozen: false });
});

test("what expires follows the clock at once", async () => {
  const app = await createEmulator({ auth: "check" }).app();
  const call = (method: string, path: string, body?: unknown) => send(app, method, path, { body, token: app.token });
  await call("POST", "/users", { username: "ada" });
  await call("POST", "/mutes", { username: "ada", chat: 3600 });
  const token = await app.userToken("ada");
  const muted = async () => ((await call("GET", "/mutes/ada")).body["data"] as { chat: number }).chat;
  expect(await muted()).toBeGreaterThan(0);
  await app.clock.advance({ minutes: 61 });
  expect(await muted()).toBe(0);
  expect((await send(app, "GET", "/users/ada", { token })).status).toBe(200);
  await app.clock.advance({ days: 1 });
  expect((await send(app, "GET", "/users/ada", { token })).status).toBe(401);
});

test.each([
  ["the method", (app: EmulatedApp) => app.clock.advance({ hours: 1 })],
  ["/_emulator", (app: EmulatedApp) => callAdmin(app, "changeClock", "PUT", "/clock", { advance: { hours: 1 } })],
])("all that is due by the new time has happened when %s returns", async (_, advance) => {
  const core = createCore();
  const app = { ...(await core.app()), fetch: core.fetch };
  const found = await core.apps.find(app);
  await app.clock.freeze();
  await found?.call((world) => {
    for (let index = 0; index < 30_000; index++) awaitReturn(world, { id: "1", kind: "room" }, `user${index}`);
  });
  const size = found?.size ?? 0;
  await advance(app);
  expect(found?.size).toBe(size - 30_000);
});

test("a clock does not go back, but for a reset", async () => {
  const app = await createEmulator({ clock: () => NEW_YEAR }).app();
  await app.clock.advance({ hours: 1 });
  await expect(app.clock.set(NEW_YEAR)).rejects.toThrow(
    "the clock is at 2035-01-01T01:00:00.000Z, and cannot go back to 2035-01-01T00:00:00.000Z: reset the app for that",
  );
  await expect(app.clock.advance({ hours: -1 })).rejects.toThrow("a clock cannot advance by -1 hours");
  await expect(app.clock.set(Number.NaN)).rejects.toThrow("give a time in whole milliseconds");
  expect(await app.clock.read()).toEqual({ now: NEW_YEAR + 3_600_000, frozen: false });
  await app.reset();
  expect(await app.clock.read()).toEqual({ now: NEW_YEAR, frozen: false });
});

test("each app has a clock of its own, which is kept with its data", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clock-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const data = join(folder, "chat.db");
  const first = createEmulator({ data, clock: () => 5000 });
  const tenant = { org: "o", app: "a" };
  await (await first.app(tenant)).clock.freeze(NEW_YEAR);
  expect(await (await first.app()).clock.read()).toEqual({ now: 5000, frozen: false });
  await first.close();
  const second = createEmulator({ data });
  onTestFinished(() => second.close());
  expect(await (await second.app(tenant)).clock.read()).toEqual({ now: NEW_YEAR, frozen: true });
});

test("the clock is under /_emulator", async () => {
  const app = await createEmulator({ clock: () => NEW_YEAR }).app();
  const put = (body: unknown) => callAdmin(app, "changeClock", "PUT", "/clock", body);
  expect(await callAdmin(app, "getClock", "GET", "/clock")).toEqual({
    status: 200,
    body: { now: NEW_YEAR, frozen: false },
  });
  const later = NEW_YEAR + 86_400_000;
  const body = { set: "2035-01-01T12:00:00Z", advance: { hours: 12 }, frozen: true };
  expect(await put(body)).toEqual({ status: 200, body: { now: later, frozen: true } });
  expect(await put({ frozen: false })).toEqual({ status: 200, body: { now: later, frozen: false } });
  expect((await put({ set: NEW_YEAR })).body["error"]).toContain("cannot go back");
  for (const wrong of [{}, { set: "soon" }, { advance: { weeks: 1 } }, { frozen: "yes" }]) {
    expect((await put(wrong)).status).toBe(400);
  }
});
