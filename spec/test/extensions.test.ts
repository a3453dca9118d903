// The x- fields that code reads: each must say what is true of its own operation.
import { fileURLToPath } from "node:url";
import {
  listOperations,
  type MediaTypeObject,
  namedExamples,
  type Operation,
  readDescription,
  resolve,
  type SchemaObject,
} from "@agora-chat-openapi/scripts/description.ts";
import { describe, expect, test } from "vitest";

const description = readDescription(fileURLToPath(new URL("../dist/openapi.json", import.meta.url)));
const operations = listOperations(description);

interface Extensions {
  "x-rate-limit"?: { limit: number; window: string; scope: string; group?: string; also?: unknown[] };
  "x-pagination"?: {
    style: "page" | "cursor";
    page?: string;
    cursor?: string;
    size: string;
    items: string;
    next?: string;
  };
  "x-batch"?: { in: "body" | "path" | "query"; field: string; max: number };
  "x-destructive"?: boolean;
  "x-idempotent"?: boolean;
  "x-synonyms"?: string[];
  "x-alias-of"?: string;
}
const extensions = ({ object }: Operation) => object as Extensions;
const having = (key: keyof Extensions) =>
  operations
    .filter((operation) => extensions(operation)[key] !== undefined)
    .map((operation) => [operation.id, operation] as const);

const at = (value: unknown, pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], value);
const answers = (operation: Operation) =>
  Object.values(namedExamples(description, operation.responses["200"]?.content?.["application/json"]));

test.each(operations.map((operation) => [operation.id, operation] as const))("%s has a rate limit", (_, operation) => {
  expect(extensions(operation)["x-rate-limit"]).toMatchObject({
    limit: expect.any(Number),
    window: expect.stringMatching(/^(second|minute|hour|day)$/),
    scope: expect.stringMatching(/^(app_key|user|chatgroup|chatroom)$/),
  });
});

describe.each(having("x-pagination"))("the pages of %s", (_, operation) => {
  const pagination = extensions(operation)["x-pagination"];
  test("are asked for with its own query parameters", () => {
    const names = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
    const start = pagination?.style === "page" ? pagination.page : pagination?.cursor;
    expect(names).toEqual(expect.arrayContaining([start, pagination?.size]));
  });
  test("hold their items, and the next cursor, where it says", () => {
    for (const answer of answers(operation)) expect(at(answer, pagination?.items ?? "")).toBeInstanceOf(Array);
    if (pagination?.style === "cursor") {
      // The last page may have no cursor, so look for it in the schema.
      expect(schemasAt(answerSchema(operation), pagination.next ?? "").length).toBeGreaterThan(0);
    }
  });
});

test.each(having("x-batch"))("the batch of %s is as large as its schema allows", (_, operation) => {
  const batch = extensions(operation)["x-batch"];
  const parameter = operation.parameters.find(
    (candidate) => candidate.in === batch?.in && candidate.name === batch.field,
  );
  const media = operation.requestBody?.content["application/json"] as MediaTypeObject | undefined;
  const schema = batch?.in === "body" ? media?.schema : parameter?.schema;
  const arrays = schemasAt(schema, batch?.in === "body" && batch.field ? `/${batch.field}` : "");
  expect(arrays.map(({ maxItems }) => maxItems)).toContain(batch?.max);
});

const answerSchema = (operation: Operation) =>
  (operation.responses["200"]?.content?.["application/json"] as MediaTypeObject | undefined)?.schema;

/** What a schema says, in any of its branches, of the value at a pointer. */
function schemasAt(unresolved: unknown, pointer: string): Record<string, unknown>[] {
  const schema = resolve(description, (unresolved ?? {}) as SchemaObject) as Record<string, unknown>;
  const branches = ["allOf", "oneOf", "anyOf"].flatMap((key) => (schema[key] ?? []) as unknown[]);
  const [, key = "", ...rest] = pointer.split("/");
  const property = (schema["properties"] as Record<string, unknown> | undefined)?.[key];
  return [
    ...(pointer === "" ? [schema] : []),
    ...(property ? schemasAt(property, rest.map((part) => `/${part}`).join("")) : []),
    ...branches.flatMap((branch) => schemasAt(branch, pointer)),
  ];
}

test.each(having("x-alias-of"))("%s is deprecated and names a current operation", (_, operation) => {
  const original = operations.find(({ id }) => id === extensions(operation)["x-alias-of"]);
  expect([operation.object.deprecated, original?.object.deprecated ?? false]).toEqual([true, false]);
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
      !["org_name", "app_name"].includes(name) && (place === "path" || (place === "query" && required)),
  );

test.each(
  operations
    .filter(({ method }) => method === "delete" || method === "put")
    .map((operation) => [operation.id, operation] as const),
)("%s is idempotent exactly if it names its target", (_, operation) => {
  expect(extensions(operation)["x-idempotent"] ?? true).toBe(namesItsTarget(operation));
});

test("only a DELETE or PUT says that it is not idempotent", () => {
  expect(having("x-idempotent").map(([id, { method }]) => [id, method])).toEqual([["deleteUsers", "delete"]]);
});

test("a synonym looks like an operation, is none, and leads to one", () => {
  const synonyms = having("x-synonyms").flatMap(([, operation]) => extensions(operation)["x-synonyms"] ?? []);
  expect(synonyms.length).toBeGreaterThan(100);
  expect(synonyms.filter((name) => !/^[a-z]+([A-Z][a-z]*)*$/.test(name))).toEqual([]);
  expect(synonyms.filter((name) => operations.some(({ id }) => id === name))).toEqual([]);
  expect(synonyms.filter((name, index) => synonyms.indexOf(name) !== index)).toEqual([]);
});
