import { expect, test, vi } from "vitest";
import { App, StoreError } from "../../src/store/app.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import { createTurns } from "../../src/store/turns.ts";
import type { StoredRow, World } from "../../src/world/world.ts";

/** A store of one app that is told how its appends end. */
function createPatientStore() {
  const memory = createMemoryStore();
  const appends: { turn: string; changes: readonly StoredRow[]; resolve: () => void; reject: (e: Error) => void }[] =
    [];
  let last = { version: 0, turn: "" };
  let isReachable = true;
  const store: Store = {
    ...memory,
    open: () => ({ ...last, rows: [] }),
    last() {
      if (!isReachable) throw new Error("out of reach");
      return last;
    },
    append(_, after, turn, changes) {
      return new Promise((resolve, reject) => {
        const version = after + 1;
        appends.push({ turn, changes, resolve: () => resolve(version), reject });
      });
    },
  };
  return {
    store,
    appends,
    /** The turn was stored, whatever its append says. */
    remember: (turn: string) => {
      last = { version: last.version + 1, turn };
    },
    goOut: () => {
      isReachable = false;
    },
  };
}

const put = (resource: string) => (world: World) => {
  world.devices.put({ user: "ada", resource, uuid: "u", since: 0 });
  world.emit({ type: "super-admin-added", user: resource });
  return resource;
};
const list = (world: World) => [...world.devices.by("user", "ada")].map(({ resource }) => resource);
const openApp = (store: Store, onLost = () => {}) => App.open("o#a", store, createTurns(), { onLost });
const settled = async (promise: Promise<unknown>) => {
  let state = "pending";
  promise.then(
    () => {
      state = "resolved";
    },
    () => {
      state = "rejected";
    },
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  return state;
};

test("calls that come together share a commit, and each gets its own result", async () => {
  const { store, appends } = createPatientStore();
  const app = await openApp(store);
  const results = Promise.allSettled([
    app.call(put("phone")),
    app.call(() => {
      throw new Error("refused");
    }),
    app.call(put("web")),
    app.call(list),
  ]);
  await vi.waitFor(() => expect(appends).toHaveLength(1));
  expect(appends[0]?.changes).toHaveLength(2);
  appends[0]?.resolve();
  const [first, second, third, fourth] = await results;
  expect([first, third, fourth]).toEqual([
    { status: "fulfilled", value: "phone" },
    { status: "fulfilled", value: "web" },
    { status: "fulfilled", value: ["phone", "web"] },
  ]);
  expect(second).toMatchObject({ status: "rejected", reason: new Error("refused") });
});

test("nothing is answered before it is stored, reads among it, and events come after", async () => {
  const { store, appends } = createPatientStore();
  const app = await openApp(store);
  const heard: unknown[] = [];
  app.listen((event) => heard.push(event));
  const write = app.call(put("phone"));
  await vi.waitFor(() => expect(appends).toHaveLength(1));
  const read = app.call(list);
  expect(await settled(write)).toBe("pending");
  expect(await settled(read)).toBe("pending");
  expect(heard).toEqual([]);
  appends[0]?.resolve();
  expect(await write).toBe("phone");
  expect(await read).toEqual(["phone"]);
  expect(heard).toEqual([{ type: "super-admin-added", user: "phone" }]);
});

test("what could not be stored is undone, and the app goes on", async () => {
  const { store, appends } = createPatientStore();
  const app = await openApp(store);
  const heard: unknown[] = [];
  app.listen((event) => heard.push(event));
  const write = app.call(put("phone"));
  const read = app.call(list);
  await vi.waitFor(() => expect(appends).toHaveLength(1));
  appends[0]?.reject(new Error("database or disk is full"));
  await expect(write).rejects.toThrow(StoreError);
  await expect(read).rejects.toThrow("the changes could not be stored");
  expect(await app.call(list)).toEqual([]);
  expect(heard).toEqual([]);
  const again = app.call(put("web"));
  await vi.waitFor(() => expect(appends).toHaveLength(2));
  appends[1]?.resolve();
  expect(await again).toBe("web");
});

test("a commit whose reply was lost counts when its turn is the last one stored", async () => {
  const { store, appends, remember } = createPatientStore();
  const app = await openApp(store);
  const write = app.call(put("phone"));
  await vi.waitFor(() => expect(appends).toHaveLength(1));
  remember(appends[0]?.turn ?? "");
  appends[0]?.reject(new Error("connection lost"));
  expect(await write).toBe("phone");
  expect(await app.call(list)).toEqual(["phone"]);
});

test("when nobody knows what is stored, the app is given up and says so", async () => {
  const { store, appends, goOut } = createPatientStore();
  const onLost = vi.fn();
  const app = await openApp(store, onLost);
  const write = app.call(put("phone"));
  await vi.waitFor(() => expect(appends).toHaveLength(1));
  const waiting = app.call(list);
  goOut();
  appends[0]?.reject(new Error("connection lost"));
  const sentence = "it is not known whether the changes were stored";
  await expect(write).rejects.toThrow(sentence);
  await expect(waiting).rejects.toThrow(sentence);
  await expect(app.call(list)).rejects.toThrow(sentence);
  expect(onLost).toHaveBeenCalledOnce();
});

test("a reset empties the app between calls", async () => {
  const app = await openApp(createMemoryStore());
  const results = [app.call(put("phone")), app.reset(), app.call(list), app.call(put("web")), app.call(list)];
  expect(await Promise.all(results)).toEqual(["phone", undefined, [], "web", ["web"]]);
  expect(app.size).toBe(1);
});

test("a busy app lets others have their turn", async () => {
  const store = createMemoryStore();
  const turns = createTurns();
  const busy = await App.open("o#busy", store, turns);
  const quiet = await App.open("o#quiet", store, turns);
  const order: string[] = [];
  const work = (world: World) => {
    const end = performance.now() + 2;
    while (performance.now() < end) world.devices.size;
    order.push("busy");
  };
  const calls = Array.from({ length: 40 }, () => busy.call(work));
  const call = quiet.call(() => order.push("quiet"));
  await Promise.all([...calls, call]);
  expect(order.indexOf("quiet")).toBeLessThan(10);
});
