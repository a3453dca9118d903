import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { changeClock } from "../../src/domain/clock.ts";
import { createCore } from "../../src/emulator.ts";
import { App, type AppOptions } from "../../src/store/app.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import { createTurns } from "../../src/store/turns.ts";
import { cancel, type DueHandler, schedule } from "../../src/world/schedule.ts";
import type { World } from "../../src/world/world.ts";

const START = 1_000_000;

/** An app at a time that only `pass` moves, which writes down what happened when. */
async function openApp(options: Omit<AppOptions, "world"> = {}, store: Store = createMemoryStore()) {
  const happened: [string, number][] = [];
  let time = START;
  const note: DueHandler = (world, key) => {
    happened.push([key, world.now - START]);
    world.emit({ type: "super-admin-added", user: key });
  };
  const again: DueHandler = (world, key) => {
    note(world, key);
    schedule(world, "again", key, world.now + 100);
  };
  const world = { clock: () => time };
  const app = await App.open("o#a", store, createTurns(), { world, ...options, due: { note, again, ...options.due } });
  onTestFinished(() => app.stop());
  return {
    app,
    happened,
    pass: (ms: number) => {
      time += ms;
    },
    plan: (key: string, after: number, kind = "note") =>
      app.call((world) => schedule(world, kind, key, world.now + after)),
  };
}

test("what is due happens at its time, in order of time, before the next call sees the app", async () => {
  const { app, happened, pass, plan } = await openApp();
  await plan("later", 500);
  await plan("sooner", 300);
  await plan("much later", 2000);
  await plan("again", 200, "again");
  await plan("cancelled", 100);
  await app.call((world) => cancel(world, "note", "cancelled"));
  await plan("later", 400);
  pass(1000);
  expect(await app.call((world) => [happened.length, world.now - START])).toEqual([11, 1000]);
  expect(happened.slice(0, 4)).toEqual([
    ["again", 200],
    ["sooner", 300],
    ["again", 300],
    ["later", 400],
  ]);
  expect(happened.at(-1)).toEqual(["again", 1000]);
});

test("a time that has passed is now", async () => {
  const { happened, plan, app } = await openApp();
  await plan("past", -5000);
  await app.settled();
  expect(happened).toEqual([["past", 0]]);
});

test("an app that is open needs no call, and events come once what happened is stored", async () => {
  const happened = vi.fn<DueHandler>((world) => world.emit({ type: "super-admin-added", user: "ada" }));
  const app = await App.open("o#a", createMemoryStore(), createTurns(), { due: { note: happened } });
  const heard = vi.fn();
  app.listen(heard);
  await app.call((world) => schedule(world, "note", "key", world.now + 50));
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ type: "super-admin-added", user: "ada" }));
  expect(happened).toHaveBeenCalledOnce();
});

test("while the clock is frozen nothing happens, until it is moved on", async () => {
  const { app, happened, pass, plan } = await openApp();
  await app.call((world) => changeClock(world, { frozen: true }));
  await plan("key", 10);
  pass(1000);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(happened).toEqual([]);
  await app.call((world) => changeClock(world, { advance: { ms: 10 } }));
  await app.settled();
  expect(happened).toEqual([["key", 10]]);
});

test("thousands that are due together let other apps have their turn", async () => {
  const turns = createTurns();
  const slow: DueHandler = () => {
    const end = performance.now() + 1;
    while (performance.now() < end);
  };
  const busy = await App.open("o#busy", createMemoryStore(), turns, { due: { slow } });
  const quiet = await App.open("o#quiet", createMemoryStore(), turns);
  await busy.call((world) => {
    changeClock(world, { frozen: true });
    for (let index = 0; index < 200; index++) schedule(world, "slow", String(index), world.now + 1);
  });
  await busy.call((world) => changeClock(world, { advance: { ms: 1 } }));
  await quiet.settled();
  const clockRow = 1;
  expect(busy.size - clockRow).toBeGreaterThan(0);
  await busy.settled();
  expect(busy.size - clockRow).toBe(0);
});

test("a handler that fails changes nothing, is told of, and holds nothing up", async () => {
  const onFault = vi.fn();
  const broken: DueHandler = (world) => {
    world.devices.put({ user: "ada", resource: "web", uuid: "u", since: 0 });
    throw new Error("broken");
  };
  const { app, happened, plan, pass } = await openApp({ onFault, due: { broken } });
  await plan("first", 1, "broken");
  await plan("stranger", 2, "nobody");
  await plan("last", 3);
  pass(5);
  expect(await app.call((world: World) => world.devices.size)).toBe(0);
  expect(happened).toEqual([["last", 3]]);
  expect(onFault.mock.calls.map(([error]) => (error as Error).message)).toEqual([
    "broken",
    "nothing is known of what is due as nobody",
  ]);
  expect(app.size).toBe(0);
});

test("what could not be stored happens again a little later", async () => {
  const memory = createMemoryStore();
  let isFull = false;
  const store: Store = {
    ...memory,
    append: (...append) => (isFull ? Promise.reject(new Error("full")) : memory.append(...append)),
  };
  const onFault = vi.fn();
  const { happened, plan, pass } = await openApp({ onFault }, store);
  await plan("key", 20);
  isFull = true;
  pass(20);
  await vi.waitFor(() => expect(onFault).toHaveBeenCalledOnce());
  isFull = false;
  await vi.waitFor(() => expect(happened).toHaveLength(2), { timeout: 10_000 });
});

test("an emulator that starts with a data file opens the apps in which something is due", async () => {
  const folder = mkdtempSync(join(tmpdir(), "due-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const options = { data: join(folder, "chat.db"), clock: () => time };
  let time = START;
  const first = createCore(options);
  const tenant = { org: "o", app: "with" };
  const app = await (await first.apps.find(tenant))?.call((world) => schedule(world, "unknown", "key", world.now + 10));
  expect(app).toBeUndefined();
  await (await first.apps.find({ org: "o", app: "without" }))?.call((world) => world.ids.uuid());
  await first.close();
  time += 10;
  const fault = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => fault.mockRestore());
  const second = createCore(options);
  onTestFinished(() => second.close());
  await vi.waitFor(() => expect(fault).toHaveBeenCalledOnce());
  await vi.waitFor(() => expect(second.apps.opened().map(({ key }) => key)).toEqual(["o#with"]));
});

test("an emulator that has ended does nothing any longer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "due-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const fault = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => fault.mockRestore());
  const core = createCore({ data: join(folder, "chat.db") });
  const app = await core.apps.find({ org: "o", app: "a" });
  await app?.call((world) => schedule(world, "unknown", "key", world.now + 30));
  await core.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(fault).not.toHaveBeenCalled();
});
