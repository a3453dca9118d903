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

interface Pagination {
  style: "page" | "cursor";
  page?: string;
  cursor?: string;
  size: string;
  items: string;
  next?: string;
  when?: string[];
}
interface Extensions {
  "x-rate-limit"?: { limit: number; window: string; scope: string; group?: string; also?: unknown[] };
  "x-pagination"?: Pagination | Pagination[];
  "x-batch"?: { in: "body" | "path" | "query"; field: string; max: number };
  "x-destructive"?: boolean;
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

const pagings = having("x-pagination").flatMap(([id, operation]) =>
  [extensions(operation)["x-pagination"] ?? []].flat().map((paging) => [id, paging.style, paging, operation] as const),
);
describe.each(pagings)(
  "the pages of %s, by %s",
  (_id, style, { page, cursor, size, items, next, when = [] }, operation) => {
    test("are asked for with its own query parameters", () => {
      const names = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([style === "page" ? page : cursor, size, ...when]));
    });
    test("hold their items, and the next cursor, where it says", () => {
      for (const answer of answers(operation)) expect(at(answer, items)).toBeInstanceOf(Array);
      // The last page may have no cursor, so look for it in the schema.
      if (style === "cursor") expect(schemasAt(answerSchema(operation), next ?? "").length).toBeGreaterThan(0);
    });
  },
);

test("of several ways to page, all but the first say which parameters choose them", () => {
  for (const [id, operation] of having("x-pagination")) {
    const [first, ...others] = [extensions(operation)["x-pagination"] ?? []].flat();
    expect([id, first?.when, others.filter(({ when }) => !when?.length)]).toEqual([id, undefined, []]);
  }
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
