// What a text in a URL, a header or a form stands for, by its schema.
import { describe, expect, test } from "vitest";
import { reading, taking } from "./reading.ts";

const listOf = (type: string) => ({ type: "array", items: { type } });

describe("a query parameter", () => {
  const read = (schema: object, search: string, more: object = {}) => {
    const { input, problems } = reading({ parameters: [{ name: "q", in: "query", schema, ...more }] })({ search });
    return problems.length > 0 ? problems : input.query["q"];
  };

  test.each([
    [{ type: "string" }, "q=1", "1"],
    [{ type: "string" }, "q=a+b%2Cc", "a b,c"],
    [{ type: "integer" }, "q=-12", -12],
    [{ type: "number" }, "q=1.5e3", 1500],
    [{ type: "boolean" }, "q=true", true],
    [{ type: "boolean" }, "q=false", false],
    [{ oneOf: [{ type: "boolean" }, { type: "string" }] }, "q=maybe", "maybe"],
    [{ type: ["integer", "string"], pattern: "^0" }, "q=007", 7],
    [{ oneOf: [{ type: "integer", maximum: 5 }, { type: "string" }] }, "q=6", "6"],
    [listOf("string"), "q=a", ["a"]],
    [listOf("string"), "q=a&q=b", ["a", "b"]],
    [listOf("integer"), "q=1&q=2", [1, 2]],
    [listOf("string"), "q=a,b", ["a", "b"]],
    [{ $ref: "#/components/schemas/Names" }, "q=a,b", ["a", "b"]],
  ])("by %j: %s is %j", (schema, search, expected) => {
    const operation = { parameters: [{ name: "q", in: "query", schema }] };
    const { input } = reading(operation, { schemas: { Names: listOf("string") } })({ search });
    expect(input.query["q"]).toEqual(expected);
  });

  test.each([
    [{ type: "integer" }, "q=abc", 'query parameter "q": expected an integer, got the string "abc"'],
    [{ type: "integer" }, "q=1&q=2", 'query parameter "q": expected an integer, got an array of 2'],
    [{ type: "string" }, "q=a&q=b", 'query parameter "q": expected a string, got an array of 2'],
    [{ type: "boolean" }, "q=yes", 'query parameter "q": expected a boolean, got the string "yes"'],
    [{ enum: ["v3"] }, "q=v4", 'query parameter "q": expected one of "v3", got the string "v4"'],
    [{ ...listOf("integer"), maxItems: 1 }, "q=1&q=2", "more than 1 items, got an array of 2"],
  ])("by %j: %s is wrong", (schema, search, message) => {
    expect(read(schema, search)).toEqual([expect.stringContaining(message)]);
  });

  test("that is left blank is as one that is not there", () => {
    expect(read({ type: "integer" }, "q=")).toBeUndefined();
    expect(read({ type: "string", minLength: 1, default: "x" }, "q")).toBe("x");
    expect(read({ type: "string" }, "q=", { required: true })).toEqual([
      'request/parameter/missing /q: expected the query parameter "q", which is missing',
    ]);
  });

  test("that is not documented is a problem of its own", () => {
    const { problems } = reading({ parameters: [{ name: "q", in: "query" }] })({ search: "q=1&other=2" });
    expect(problems).toEqual(['request/query/undocumented /other: expected only the query parameters q, got "other"']);
  });
});

test("a header is found in whichever case, and its list is cut at commas", () => {
  const operation = { parameters: [{ name: "X-Ids", in: "header", schema: listOf("integer") }] };
  for (const headers of [{ "x-ids": "1,2" }, { "X-IDS": "1,2" }, new Headers({ "X-Ids": "1,2" })]) {
    expect(reading(operation)({ headers }).input.header).toEqual({ "X-Ids": [1, 2] });
  }
});

describe("a field of a form", () => {
  const schema = {
    type: "object",
    properties: {
      name: { type: "string" },
      age: { type: "integer" },
      tags: listOf("string"),
      counts: listOf("integer"),
      extra: { type: "object", properties: { a: { type: "integer" } } },
      any: {},
    },
  };
  const read = reading(taking("application/x-www-form-urlencoded", schema));
  const headers = { "content-type": "application/x-www-form-urlencoded" };

  test.each([
    ["name=1", { name: "1" }],
    ["age=1", { age: 1 }],
    ["age=one", { age: "one" }],
    ["tags=a&tags=b", { tags: ["a", "b"] }],
    ["counts=1&counts=2", { counts: [1, 2] }],
    ['tags=["a","b"]', { tags: ["a", "b"] }],
    ['extra={"a":1}', { extra: { a: 1 } }],
    ["extra={broken", { extra: "{broken" }],
    ["any=1", { any: "1" }],
    ["name=a%26b+c", { name: "a&b c" }],
    ["", undefined],
  ])("%s is %j", (body, expected) => {
    expect(read({ body, headers }).input.body).toEqual(expected);
  });

  test("that is of another type is a problem", () => {
    expect(read({ body: "age=one", headers }).problems).toEqual([
      'request/body/type /age: expected an integer, got the string "one"',
    ]);
  });
});
