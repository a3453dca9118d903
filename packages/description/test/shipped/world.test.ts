// All examples tell of one world: spec/world.md.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  listOperations,
  type MediaTypeObject,
  namedExamples,
  readDescription,
} from "@agora-chat-openapi/scripts/description.ts";
import { exampleRequests } from "@agora-chat-openapi/scripts/example-request.ts";
import { describe, expect, test } from "vitest";

const description = readDescription(fileURLToPath(new URL("../dist/openapi.json", import.meta.url)));
const operations = listOperations(description);
const world = readFileSync(new URL("../world.md", import.meta.url), "utf8");
const people = world.match(/^\| people \| (.*?);/m)?.[1]?.match(/\w+/g) ?? [];
const ids = new Set(world.match(/\d{12,}/g));

const answers = (id: string) => {
  const operation = operations.find((candidate) => candidate.id === id);
  const media = operation?.responses["200"]?.content?.["application/json"] as MediaTypeObject | undefined;
  return Object.values(namedExamples(description, media)) as { data: never }[];
};
const answer = <T>(id: string) => answers(id)[0] as { data: T; count?: number };

/** Every value below a node with the key that it stands under. */
function* leaves(node: unknown, key = ""): Generator<[string, unknown]> {
  if (typeof node !== "object" || node === null) yield [key, node];
  else for (const [name, value] of Object.entries(node)) yield* leaves(value, Array.isArray(node) ? key : name);
}

describe.each(operations.map((operation) => [operation.id, operation] as const))(
  "the examples of %s",
  (id, operation) => {
    const all = [
      ...[...exampleRequests(description, operation).values()].map(({ path, body }) => ({ path, body })),
      ...answers(id),
    ];

    test("name people of the world", () => {
      const names = all
        .flatMap((example) => [...leaves(example)])
        .filter(([key]) => /^(username|usernames|user|owner|member|newmembers|newowner|newadmin|oldadmin)$/.test(key));
      for (const [key, value] of names) {
        if (typeof value !== "string") continue;
        expect([...people, "nobody"], `${key} of ${id}`).toContain(value.replace(/^\d+#\d+_/, ""));
      }
    });

    test("use ids of the world", () => {
      const digits = all
        .flatMap((example) => [...leaves(example)])
        .filter(([, value]) => /^\d{15,}$/.test(String(value)));
      for (const [key, value] of digits) expect(ids, `${key} of ${id}`).toContain(String(value));
    });
  },
);

type Affiliation = { owner: string } | { member: string };
const person = (affiliation: Affiliation) => Object.values(affiliation)[0];

test("the room that is created is the room that is shown, with the members who were added", () => {
  const created = answer<{ id: string }>("createChatroom").data.id;
  const [shown] =
    answer<{ id: string; affiliations: Affiliation[]; affiliations_count: number }[]>("getChatrooms").data;
  expect(shown?.id).toBe(created);
  const members = answer<Affiliation[]>("listChatroomMembers").data.map(person);
  const added = [
    answer<{ user: string }>("addChatroomMember").data.user,
    ...answer<{ newmembers: string[] }>("addChatroomMembers").data.newmembers,
  ];
  expect(members).toEqual(expect.arrayContaining(added));
  expect(shown?.affiliations.map(person).sort()).toEqual(members.sort());
  expect(shown?.affiliations_count).toBe(members.length);
});

test("the group that is created is the group that is shown and listed", () => {
  const created = answer<{ groupid: string }>("createChatgroup").data.groupid;
  const [shown] = answer<{ id: string; affiliations: Affiliation[] }[]>("getChatgroups").data;
  expect(shown?.id).toBe(created);
  const listed = answer<{ groupid: string; affiliations: number }[]>("listChatgroups").data.find(
    ({ groupid }) => groupid === created,
  );
  expect(listed?.affiliations).toBe(shown?.affiliations.length);
});

test("lists count what they hold", () => {
  for (const { id } of operations) {
    for (const { data, count } of answers(id) as { data: unknown; count?: number }[]) {
      if (Array.isArray(data) && count !== undefined) expect([id, count]).toEqual([id, data.length]);
    }
  }
});
