// The x- fields that code reads: each must say what is true of its own operation. Lint holds their form to a schema.
import { describe, expect, test } from "vitest";
import { jsonContent, type Operation, operationsOf, readDescription, valueAt } from "../../src/index.ts";
import { variantsAt } from "../../src/schemas/index.ts";

const description = readDescription();
const operations = operationsOf(description);

const having = (key: keyof Operation["extensions"]) =>
  operations
    .filter((operation) => operation.extensions[key] !== undefined)
    .map((operation) => [operation.id, operation] as const);

const response = (operation: Operation) => jsonContent(operation.responses.get("200"));
const keysOf = (pointer: string) => pointer.split("/").slice(1);

describe.each(having("x-pagination"))("the pages of %s", (_, operation) => {
  const pagination = operation.extensions["x-pagination"];
  test("are asked for with its own query parameters", () => {
    const names = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
    const start = pagination?.style === "page" ? pagination.page : pagination?.cursor;
    expect(names).toEqual(expect.arrayContaining([start, pagination?.size]));
  });
  test("hold their items, and the next cursor, where it says", () => {
    for (const { value } of response(operation)?.examples.values() ?? []) {
      expect(valueAt(value, pagination?.items ?? "")).toBeInstanceOf(Array);
    }
    if (pagination?.style === "cursor") {
      // The last page may have no cursor, so look for it in the schema.
      const pointer = response(operation)?.schema?.pointer ?? "";
      expect(variantsAt(description, pointer, keysOf(pagination.next ?? "")).length).toBeGreaterThan(0);
    }
  });
});

test.each(having("x-batch"))("the batch of %s is as large as its schema allows", (_, operation) => {
  const batch = operation.extensions["x-batch"];
  const parameter = operation.parameters.find(({ name, in: place }) => place === batch?.in && name === batch.field);
  const schema = batch?.in === "body" ? jsonContent(operation.requestBody)?.schema : parameter?.schema;
  const keys = batch?.in === "body" && batch.field ? [batch.field] : [];
  const lists = variantsAt(description, schema?.pointer ?? "", keys);
  expect(lists.map(({ value }) => value["maxItems"])).toContain(batch?.max);
});

test.each(having("x-alias-of"))("%s is deprecated and names a current operation", (_, operation) => {
  const original = operations.find(({ id }) => id === operation.extensions["x-alias-of"]);
  expect([operation.deprecated, original?.deprecated]).toEqual([true, false]);
});

test("deleting a group counts as destructive, removing one member does not", () => {
  const destructive = having("x-destructive").map(([id]) => id);
  expect(destructive).toContain("deleteChatgroup");
  expect(destructive).not.toContain("removeChatroomMembers");
});
