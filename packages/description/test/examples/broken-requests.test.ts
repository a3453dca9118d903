import { describe, expect, test } from "vitest";
import {
  brokenRequests,
  type ExampleRequest,
  exampleRequests,
  requestInit,
  requestUrl,
} from "../../src/examples/index.ts";
import { createRouter, type Operation, operationsOf, readDescription } from "../../src/index.ts";
import { schemasOf } from "../../src/schemas/index.ts";
import { readRequest, splitUrl } from "../../src/validate/index.ts";
import { oneOperation } from "../small-description.ts";

describe("each constraint that an example touches is broken once", () => {
  const constraintsOf = (schema: object, value: unknown) => {
    const { description, operation } = oneOperation({
      requestBody: { content: { "application/json": { schema, examples: { one: { value } } } } },
    });
    return brokenRequests(description, operation).map(({ constraint, request }) => [constraint, request.body]);
  };

  test.each([
    [
      { type: "string", minLength: 1 },
      "a",
      [
        ["body type", { not: "a string" }],
        ["body minLength", ""],
      ],
    ],
    [{ enum: ["a"] }, "a", [["body enum", "none of these"]]],
    [{ const: "a" }, "a", [["body const", "none of these"]]],
    [
      { minimum: 1, maximum: 2 },
      1,
      [
        ["body minimum", 0],
        ["body maximum", 3],
      ],
    ],
    [{ maxItems: 1 }, ["a"], [["body maxItems", ["a", "a"]]]],
    [{ required: ["a"] }, { a: 1 }, [["body/a required", {}]]],
    [{ additionalProperties: false }, {}, [["body additionalProperties", { unknown_field: true }]]],
  ])("%j", (schema, value, expected) => {
    expect(constraintsOf(schema, value)).toEqual(expected);
  });

  test("at any depth, through references and branches, but not where another branch takes it", () => {
    const schema = {
      properties: {
        list: { type: "array", items: { type: "string", maxLength: 2 } },
        either: { oneOf: [{ type: "string" }, { type: "integer", minimum: 0 }] },
      },
    };
    const constraints = constraintsOf(schema, { list: ["ab"], either: 1 }).map(([constraint]) => constraint);
    expect(constraints).toEqual(
      expect.arrayContaining(["body/list type", "body/list/0 maxLength", "body/either minimum"]),
    );
  });
});

/** What a request breaks, as it goes over the wire. */
async function problemsOf(operation: Operation, request: ExampleRequest): Promise<string[]> {
  const { path, search } = splitUrl(requestUrl("http://localhost", operation, request));
  const route = router.find(operation.method, path);
  if (route?.operation !== operation) return [`leads to ${route?.operation.id}`];
  const wire = new Request("http://localhost", requestInit(operation, request, "token"));
  const body = new Uint8Array(await wire.arrayBuffer());
  const read = readRequest(schemasOf(description), operation, { ...route, search, headers: wire.headers, body });
  return read.problems.map(({ rule, message }) => `${rule} ${message}`);
}

const description = readDescription();
const operations = operationsOf(description);
const router = createRouter(operations);

describe.each(operations.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  test("has example requests that break nothing", async () => {
    for (const [name, request] of exampleRequests(operation)) {
      expect([name, await problemsOf(operation, request)]).toEqual([name, []]);
    }
  });

  test("has broken requests of which each breaks something", async () => {
    for (const { constraint, request } of brokenRequests(description, operation)) {
      const problems = await problemsOf(operation, request);
      expect(problems.length, constraint).toBeGreaterThan(0);
    }
  });
});
