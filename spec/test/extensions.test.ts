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
      expect(answers(operation).map((answer) => at(answer, pagination.next ?? ""))).toContainEqual(expect.any(String));
    }
  });
});

test.each(having("x-batch"))("the batch of %s is as large as its schema allows", (_, operation) => {
  const batch = extensions(operation)["x-batch"];
  const parameter = operation.parameters.find(
    (candidate) => candidate.in === batch?.in && candidate.name === batch.field,
  );
  const media = operation.requestBody?.content["application/json"] as MediaTypeObject | undefined;
  const sizes = batch?.in === "body" ? arraySizes(media?.schema, batch.field) : arraySizes(parameter?.schema, "");
  expect(sizes).toContain(batch?.max);
});

/** `maxItems` of the array that a schema has in a field, or that it is itself; in any branch. */
function arraySizes(unresolved: unknown, field: string): number[] {
  const schema = resolve(description, (unresolved ?? {}) as SchemaObject) as Record<string, unknown>;
  const branches = ["allOf", "oneOf", "anyOf"].flatMap((key) => (schema[key] ?? []) as unknown[]);
  const property = field ? (schema["properties"] as Record<string, unknown> | undefined)?.[field] : undefined;
  return [
    ...(field === "" && typeof schema["maxItems"] === "number" ? [schema["maxItems"]] : []),
    ...(property ? arraySizes(property, "") : []),
    ...branches.flatMap((branch) => arraySizes(branch, field)),
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
