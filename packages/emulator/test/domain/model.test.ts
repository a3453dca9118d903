import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../src/world/refuse.ts";
import { type StoredRow, World } from "../../src/world/world.ts";
import { type Model, type Move, moves, type Real } from "./model.ts";

const RUNS = Number(process.env["MODEL_RUNS"] ?? 300);
const seed = Number(process.env["MODEL_SEED"] ?? Date.now());

const user = fc.constantFrom("ada", "ben", "chloe", "dmitri", "emi", "farah");
const users = fc.uniqueArray(user, { minLength: 1, maxLength: 4 });
const channel = fc.nat(3);
const kind = fc.constantFrom("group" as const, "room" as const);

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: user.map(moves.register) },
  { weight: 1, arbitrary: user.map(moves.delete) },
  { weight: 3, arbitrary: fc.tuple(kind, user, users).map((args) => moves.create(...args)) },
  { weight: 1, arbitrary: channel.map(moves.dissolve) },
  ...[moves.add, moves.remove, moves.bar, moves.unbar, moves.promote, moves.demote, moves.handOver].map((make) => ({
    weight: 2,
    arbitrary: fc.tuple(channel, user).map(([index, name]) => make(index, name)),
  })),
  ...[moves.addAll, moves.removeAll, moves.barAll, moves.allow, moves.disallow].map((make) => ({
    weight: 2,
    arbitrary: fc.tuple(channel, users).map(([index, names]) => make(index, names)),
  })),
  { weight: 3, arbitrary: fc.tuple(channel, users, fc.boolean()).map((args) => moves.mute(...args)) },
  { weight: 6, arbitrary: fc.tuple(channel, user).map((args) => moves.startThread(...args)) },
  { weight: 4, arbitrary: fc.tuple(channel, users).map((args) => moves.joinThread(...args)) },
  { weight: 1, arbitrary: channel.map(moves.endThread) },
  ...[moves.befriend, moves.unfriend, moves.block, moves.unblock].map((make) => ({
    weight: 1,
    arbitrary: fc.tuple(user, user).map(([one, two]) => make(one, two)),
  })),
);

/** All rows of a world, in order. */
function rowsOf(world: World): unknown {
  return [...world.tables.values()].map((table) =>
    [...table.list()].sort((one, other) => one.place - other.place).map(({ key, place, row }) => [key, place, row]),
  );
}

/** The domain's state as sets. */
function asModel({ world, ids }: Real): Model {
  const names = (rows: Iterable<{ user: string }>) => new Set([...rows].map((row) => row.user));
  return {
    users: new Set([...world.users.by("all")].map(({ username }) => username)),
    channels: ids.map((id) => {
      const found = world.channels.get(id);
      return (
        found && {
          kind: found.kind,
          owner: found.owner,
          members: names(world.members.by("channel", id)),
          admins: names(world.members.by("admins", id)),
          allowed: names(world.allowed.by("channel", id)),
          barred: names(world.barred.by("channel", id)),
          muted: names(world.muted.by("channel", id)),
          threads: [...world.threads.by("group", id)].map((thread) =>
            names(world.threadMembers.by("thread", thread.id)),
          ),
        }
      );
    }),
    contacts: new Set([...world.contacts.list()].map(({ row }) => [row.owner, row.user].sort().join(" "))),
    blocks: new Set([...world.userBlocks.list()].map(({ row }) => `${row.owner} ${row.user}`)),
  };
}

/** What always holds, whatever was done. */
function checkInvariants({ world }: Real): void {
  for (const { row } of world.channels.list()) {
    const members = new Set([...world.members.by("channel", row.id)].map((member) => member.user));
    const within = (rows: Iterable<{ user: string }>) => [...rows].every((each) => members.has(each.user));
    expect(members.has(row.owner)).toBe(true);
    expect(world.members.get(row.id, row.owner)?.isAdmin).toBe(false);
    expect(within(world.members.by("admins", row.id))).toBe(true);
    expect(within(world.allowed.by("channel", row.id))).toBe(true);
    expect([...world.barred.by("channel", row.id)].filter((each) => members.has(each.user))).toEqual([]);
  }
  for (const { row } of world.threads.list()) {
    expect(world.channels.get(row.group)?.kind).toBe("group");
    expect(world.messages.get(row.message)?.to).toBe(row.group);
    expect(world.threads.by("message", row.message).size).toBe(1);
  }
  for (const { row } of world.threadMembers.list()) {
    expect(world.members.has(world.threads.get(row.thread)?.group ?? "", row.user)).toBe(true);
  }
  for (const { row } of world.contacts.list()) expect(world.contacts.has(row.user, row.owner)).toBe(true);
  for (const table of [world.members, world.allowed, world.barred, world.muted]) {
    for (const { row } of table.list()) {
      expect(world.channels.has(row.channel)).toBe(true);
      expect(world.users.has(row.user)).toBe(true);
    }
  }
}

/** Stores what has changed as a store does. */
function store(world: World, stored: Map<string, StoredRow>): void {
  for (const change of world.changes()) {
    if (change.row) stored.set(`${change.table} ${change.key}`, change);
    else stored.delete(`${change.table} ${change.key}`);
  }
  world.committed(world.version + 1);
}

function rebuilt(stored: Map<string, StoredRow>, version: number): World {
  const world = new World();
  world.load(
    [...stored.values()].sort((one, other) => one.place - other.place),
    version,
  );
  return world;
}

test(`the domain does what sets do, refuses without a trace, and is rebuilt as it was (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(move, fc.boolean()), { maxLength: 60, size: "max" }), (steps) => {
      const real: Real = { world: new World({ freeze: true }), ids: [] };
      const model: Model = { users: new Set(), channels: [], contacts: new Set(), blocks: new Set() };
      const stored = new Map<string, StoredRow>();
      for (const [step, isStored] of steps) {
        const before = rowsOf(real.world);
        const isFine = step.model(model);
        let refusal: unknown;
        try {
          real.world.run(() => step.real(real));
        } catch (error) {
          refusal = error;
        }
        expect([step.name, refusal instanceof Refusal]).toEqual([step.name, !isFine]);
        if (!isFine) expect(rowsOf(real.world)).toEqual(before);
        expect([step.name, asModel(real)]).toEqual([step.name, model]);
        checkInvariants(real);
        if (isStored) store(real.world, stored);
      }
      store(real.world, stored);
      expect(rowsOf(rebuilt(stored, real.world.version))).toEqual(rowsOf(real.world));
    }),
    { seed, numRuns: RUNS },
  );
});
