// All examples tell of one world: spec/world.yaml.
import { describe, expect, test } from "vitest";
import { exampleRequests, worldItem } from "../../src/examples/index.ts";
import { jsonContent, operationsOf, readDescription } from "../../src/index.ts";
import { leavesOf, world } from "./world.ts";

const operations = operationsOf(readDescription());
const people = [...Object.keys(world.users), ...world.unregistered];
const ids = new Set([...leavesOf(world)].map(([, value]) => String(value)).filter((text) => /^\d{12,}$/.test(text)));

const responses = (id: string) => {
  const operation = operations.find((candidate) => candidate.id === id);
  const examples = jsonContent(operation?.responses.get("200"))?.examples.values() ?? [];
  return [...examples].map(({ value }) => value) as { data: never }[];
};
const response = <T>(id: string) => responses(id)[0] as { data: T; count?: number };

describe.each(operations.map((operation) => [operation.id, operation] as const))(
  "the examples of %s",
  (id, operation) => {
    const all = [
      ...[...exampleRequests(operation).values()].map(({ path, body }) => ({ path, body })),
      ...responses(id),
    ];

    test("name people of the world", () => {
      const names = all
        .flatMap((example) => [...leavesOf(example)])
        .filter(([key]) => /^(username|usernames|user|owner|member|newmembers|newowner|newadmin|oldadmin)$/.test(key));
      for (const [key, value] of names) {
        if (typeof value !== "string") continue;
        expect(people, `${key} of ${id}`).toContain(value.replace(/^\d+#\d+_/, ""));
      }
    });

    test("use ids of the world", () => {
      const digits = all
        .flatMap((example) => [...leavesOf(example)])
        .filter(([, value]) => /^\d{15,}$/.test(String(value)));
      for (const [key, value] of digits) expect(ids, `${key} of ${id}`).toContain(String(value));
    });
  },
);

type Affiliation = { owner: string } | { member: string };
const person = (affiliation: Affiliation) => Object.values(affiliation)[0];

test("the room that is created is the room that is shown, with the members who were added", () => {
  const created = response<{ id: string }>("createChatroom").data.id;
  const [shown] =
    response<{ id: string; affiliations: Affiliation[]; affiliations_count: number }[]>("getChatrooms").data;
  expect(shown?.id).toBe(created);
  const members = response<Affiliation[]>("listChatroomMembers").data.map(person);
  const added = [
    response<{ user: string }>("addChatroomMember").data.user,
    ...response<{ newmembers: string[] }>("addChatroomMembers").data.newmembers,
  ];
  expect(members).toEqual(expect.arrayContaining(added));
  expect(shown?.affiliations.map(person).sort()).toEqual(members.sort());
  expect(shown?.affiliations_count).toBe(members.length);
});

test("the group that is created is the group that is shown and listed", () => {
  const created = response<{ groupid: string }>("createChatgroup").data.groupid;
  const [shown] = response<{ id: string; affiliations: Affiliation[] }[]>("getChatgroups").data;
  expect(shown?.id).toBe(created);
  const listed = response<{ groupid: string; affiliations: number }[]>("listChatgroups").data.find(
    ({ groupid }) => groupid === created,
  );
  expect(listed?.affiliations).toBe(shown?.affiliations.length);
});

test("lists count what they hold", () => {
  for (const { id } of operations) {
    for (const { data, count } of responses(id) as { data: unknown; count?: number }[]) {
      if (Array.isArray(data) && count !== undefined) expect([id, count]).toEqual([id, data.length]);
    }
  }
});

test("each time of the timeline is the same in milliseconds, and none goes back", () => {
  const times = world.timeline.map(({ ms }) => ms);
  expect(world.timeline.map(({ at }) => Date.parse(at))).toEqual(times);
  expect(times.toSorted((one, other) => one - other)).toEqual(times);
});

describe("the calls of the timeline", () => {
  const calls = world.timeline.flatMap(({ calls = [], ms }) => calls.map((call) => ({ call, ms })));

  test("end before everything is read", () => {
    expect(calls.filter(({ ms }) => ms > world.app.now.ms)).toEqual([]);
  });

  test("name operations, requests, devices, files, people and things that there are", () => {
    expect(calls.length).toBeGreaterThan(0);
    for (const { call } of calls) {
      if ("login" in call) worldItem(world, `devices/${call.login}`);
      else if ("logout" in call) worldItem(world, `devices/${call.logout}`);
      else {
        const operation = operations.find(({ id }) => id === call.operation);
        expect(operation, call.operation).toBeDefined();
        if (!operation) continue;
        if (call.example !== undefined) expect([...exampleRequests(operation).keys()]).toContain(call.example);
        if (call.file !== undefined) worldItem(world, `files/${call.file}`);
        if (call.as !== undefined) expect(people).toContain(call.as);
        for (const path of call.makes ?? []) worldItem(world, path);
      }
    }
  });

  test("make each thing once", () => {
    const made = calls.flatMap(({ call }) => ("makes" in call ? (call.makes ?? []) : []));
    expect(new Set(made).size).toBe(made.length);
    expect(made.filter((path) => path.startsWith("users/"))).toEqual(
      Object.keys(world.users).map((user) => `users/${user}`),
    );
  });
});
