import { expect, test } from "vitest";
import { groupOperations, groupWebhooks, operationsOf, readDescription, webhooksOf } from "../../src/index.ts";

const description = readDescription();
const operations = operationsOf(description);

/** What an operationId may begin with. */
const VERBS =
  "activate add block broadcast check create deactivate delete disable disconnect download enable force get import list mute recall remove resend send set subscribe unblock unmute unsubscribe update upload".split(
    " ",
  );

test("a review sees each operation that a change adds, moves or removes", async () => {
  const lines = operations.map(({ method, path, id }) => `${method} ${path} ${id}`).sort();
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("operations.txt");
});

test.each(operations.map(({ id }) => id))("%s begins with a verb of the list", (id) => {
  expect(VERBS).toContain(id.match(/^[a-z]+/)?.[0]);
});

test("no two operations share an id or a summary", () => {
  for (const key of ["id", "summary"] as const) {
    const values = operations.map((operation) => operation[key]);
    expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
  }
});

test("every tag belongs to exactly one group, and every group's tag exists", () => {
  const grouped = [...groupOperations(description), ...groupWebhooks(description)].flatMap(({ tags }) =>
    tags.map(({ name }) => name),
  );
  const tags = description.document["tags"] as { name: string }[];
  expect(grouped.sort()).toEqual(tags.map(({ name }) => name).sort());
  const used = [...operations, ...webhooksOf(description)].flatMap((operation) => operation.tags);
  expect(new Set(used)).toEqual(new Set(grouped));
});

test("no heading is empty", () => {
  for (const { tags } of groupOperations(description)) {
    for (const { operations } of tags) expect(operations.length).toBeGreaterThan(0);
  }
});
