import { fileURLToPath } from "node:url";
import { listOperations, readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { expect, test } from "vitest";

const description = readDescription(fileURLToPath(new URL("../dist/openapi.json", import.meta.url)));
const operations = listOperations(description);

/** What an operationId may begin with. */
const VERBS =
  "activate add block broadcast check create deactivate delete disable disconnect download enable force get import list mute recall remove resend send set subscribe unblock unmute unsubscribe update upload".split(
    " ",
  );

test("a review sees each operation that a change adds, moves or removes", async () => {
  const lines = operations.map(({ method, path, id }) => `${method.toUpperCase()} ${path} ${id}`).sort();
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("operations.txt");
});

test.each(operations.map(({ id }) => id))("%s begins with a verb of the list", (id) => {
  expect(VERBS).toContain(id.match(/^[a-z]+/)?.[0]);
});

test("no two operations share an id or a summary", () => {
  for (const key of ["operationId", "summary"] as const) {
    const values = operations.map(({ object }) => object[key]);
    expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
  }
});

test("every tag belongs to exactly one group, and every group's tag exists", () => {
  const groups = (description as { "x-tagGroups"?: { tags: string[] }[] })["x-tagGroups"] ?? [];
  const grouped = groups.flatMap(({ tags }) => tags).sort();
  expect(grouped).toEqual((description.tags ?? []).map(({ name }) => name).sort());
  expect(new Set(operations.flatMap(({ object }) => object.tags ?? []))).toEqual(new Set(grouped));
});
