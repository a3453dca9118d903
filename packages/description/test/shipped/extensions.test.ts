// The x- fields that code reads: each must say what is true of its own operation. Lint holds their form to a schema.
import { describe, expect, test } from "vitest";
import {
  isTenantParameter,
  jsonContent,
  type Operation,
  operationsOf,
  paginationsOf,
  readDescription,
  valueAt,
} from "../../src/index.ts";
import { variantsAt } from "../../src/schemas/index.ts";

const description = readDescription();
const operations = operationsOf(description);

const having = (key: keyof Operation["extensions"]) =>
  operations
    .filter((operation) => operation.extensions[key] !== undefined)
    .map((operation) => [operation.id, operation] as const);

const response = (operation: Operation) => jsonContent(operation.responses.get("200"));
const keysOf = (pointer: string) => pointer.split("/").slice(1);

const pagings = operations.flatMap((operation) =>
  paginationsOf(operation).map((paging) => [operation.id, paging.style, paging, operation] as const),
);
describe.each(pagings)(
  "the pages of %s, by %s",
  (_id, style, { page, cursor, size, items, next, when = [] }, operation) => {
    test("are asked for with its own query parameters", () => {
      const names = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([style === "page" ? page : cursor, size, ...when]));
    });
    test("hold their items, and the next cursor, where it says", () => {
      for (const { value } of response(operation)?.examples.values() ?? []) {
        expect(valueAt(value, items)).toBeInstanceOf(Array);
      }
      if (style !== "cursor") return;
      // The last page may have no cursor, so look for it in the schema.
      const pointer = response(operation)?.schema?.pointer ?? "";
      expect(variantsAt(description, pointer, keysOf(next ?? "")).length).toBeGreaterThan(0);
    });
  },
);

test("of several ways to page, all but the first say which parameters choose them", () => {
  for (const operation of operations) {
    const [first, ...others] = paginationsOf(operation);
    expect([operation.id, first?.when, others.filter(({ when }) => !when?.length)]).toEqual([
      operation.id,
      undefined,
      [],
    ]);
  }
});

test("a reader of the bundle alone is told what each x- field means", () => {
  const { info } = description.document as { info: { description: string } };
  const used = new Set(JSON.stringify(description.document).match(/(?<=")x-[a-z-]+(?=":)/g));
  expect(used.size).toBeGreaterThan(5);
  expect([...used].filter((name) => !info.description.includes(`\`${name}`))).toEqual([]);
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

/** Whether a request says itself what it acts on: in its path, its body, or a query that it must have. */
const namesItsTarget = ({ parameters, requestBody }: Operation) =>
  requestBody !== undefined ||
  parameters.some(
    ({ name, in: place, required }) =>
      !isTenantParameter(name) && (place === "path" || (place === "query" && required)),
  );

test.each(
  operations
    .filter(({ method }) => method === "DELETE" || method === "PUT")
    .map((operation) => [operation.id, operation] as const),
)("%s is idempotent exactly if it names its target", (_, operation) => {
  expect(operation.extensions["x-idempotent"] ?? true).toBe(namesItsTarget(operation));
});

test("only a DELETE or PUT says that it is not idempotent", () => {
  expect(having("x-idempotent").map(([id, { method }]) => [id, method])).toEqual([["deleteUsers", "DELETE"]]);
});

test("a synonym is not the name of an operation, and one that could be leads to one alone", () => {
  const synonyms = having("x-synonyms").flatMap(([, { extensions }]) => extensions["x-synonyms"] ?? []);
  expect(synonyms.filter((name) => operations.some(({ id }) => id === name))).toEqual([]);
  const names = synonyms.filter((name) => !name.includes(" ") && /^[a-z]+[A-Z]/.test(name));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
