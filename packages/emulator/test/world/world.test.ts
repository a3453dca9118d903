import fc from "fast-check";
import { expect, test } from "vitest";
import type { Device } from "../../src/world/entities.ts";
import { type StoredRow, World } from "../../src/world/world.ts";

const device = (user: string, resource: string, since = 0): Device => ({ user, resource, uuid: "u", since });
const devicesOf = (world: World) => [...(world.tables.get("devices")?.list() ?? [])].map(({ key, row }) => [key, row]);
const ordered = (world: World, user: string) => [...world.devices.by("user", user)].map(({ resource }) => resource);

test("a call that throws leaves no trace", () => {
  const world = new World();
  world.devices.put(device("ada", "phone"));
  world.devices.put(device("ada", "web"));
  world.committed(1);
  const refused = () =>
    world.run(() => {
      world.devices.delete("ada", "phone");
      world.devices.put(device("ada", "phone", 7));
      world.devices.put(device("ada", "web", 7));
      world.devices.put(device("ada", "watch"));
      world.emit({ type: "super-admin-added", user: "ada" });
      throw new Error("no");
    });
  expect(refused).toThrow("no");
  expect(ordered(world, "ada")).toEqual(["phone", "web"]);
  expect(world.devices.get("ada", "web")).toEqual(device("ada", "web"));
  expect(world.changes()).toEqual([]);
  expect(world.committed(1)).toEqual([]);
});

test("a call that throws does not undo the calls before it", () => {
  const world = new World();
  world.run(() => world.devices.put(device("ada", "phone")));
  expect(() =>
    world.run(() => {
      world.devices.delete("ada", "phone");
      throw new Error("no");
    }),
  ).toThrow();
  expect(ordered(world, "ada")).toEqual(["phone"]);
});

test("each changed row is stored once, as it is in the end", () => {
  const world = new World();
  world.devices.put(device("ada", "phone"));
  world.devices.put(device("ada", "phone", 5));
  world.devices.put(device("ben", "web"));
  world.devices.delete("ben", "web");
  expect(world.changes()).toEqual([
    { table: "devices", key: "ada/phone", place: 1, row: device("ada", "phone", 5) },
    { table: "devices", key: "ben/web", place: 2, row: undefined },
  ]);
});

test("the time is the same all through a call", () => {
  let time = 100;
  const world = new World({ clock: () => time++ });
  const [first, second] = world.run(() => [world.now, world.now]);
  expect(second).toBe(first);
  expect(world.run(() => world.now)).toBe((first ?? 0) + 1);
});

test("ids of channels are all different, also after a reload, and those of a call that failed come again", () => {
  const world = new World();
  const seen = new Set([world.ids.channel(), world.ids.channel()]);
  world.committed(1);
  seen.add(world.ids.channel());
  const reloaded = new World();
  reloaded.load([], 2);
  seen.add(reloaded.ids.channel());
  expect(seen.size).toBe(4);
  for (const id of seen) expect(id).toMatch(/^[1-9]\d{14}$/);
});

/** A step: puts or deletes a row, in a call that succeeds or fails. */
const steps = fc.array(
  fc.record({
    user: fc.constantFrom("ada", "ben"),
    resource: fc.constantFrom("phone", "web", "watch", "tv"),
    since: fc.nat(3),
    isPut: fc.boolean(),
    fails: fc.boolean(),
    commits: fc.boolean(),
  }),
  { maxLength: 40 },
);

test("what is rebuilt from the stored rows equals what is in memory, in the same order", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      const stored = new Map<string, StoredRow>();
      let version = 0;
      const store = () => {
        for (const change of world.changes()) {
          if (change.row) stored.set(change.key, change);
          else stored.delete(change.key);
        }
        world.committed(++version);
      };
      for (const { user, resource, since, isPut, fails, commits } of all) {
        const before = devicesOf(world);
        try {
          world.run(() => {
            if (isPut) world.devices.put(device(user, resource, since));
            else world.devices.delete(user, resource);
            if (fails) throw new Error("no");
          });
        } catch {
          expect(new Map(devicesOf(world) as [string, object][])).toEqual(new Map(before as [string, object][]));
        }
        if (commits) store();
      }
      store();
      const rebuilt = new World();
      rebuilt.load(
        [...stored.values()].sort((one, other) => one.place - other.place),
        version,
      );
      for (const user of ["ada", "ben"]) {
        expect(ordered(rebuilt, user)).toEqual(ordered(world, user));
        expect([...rebuilt.devices.by("user", user)]).toEqual([...world.devices.by("user", user)]);
      }
      rebuilt.devices.put(device("ada", "new"));
      expect(ordered(rebuilt, "ada").at(-1)).toBe("new");
    }),
  );
});

test("going back to the last commit undoes all calls since", () => {
  const world = new World();
  world.run(() => world.devices.put(device("ada", "phone")));
  world.committed(1);
  world.run(() => world.devices.put(device("ada", "web")));
  world.run(() => world.devices.delete("ada", "phone"));
  world.rollback();
  expect(ordered(world, "ada")).toEqual(["phone"]);
  expect(world.changes()).toEqual([]);
});
