import { describe, expect, test } from "vitest";
import { schemasOf } from "../../src/schemas/index.ts";
import { readRequest } from "../../src/validate/index.ts";
import { oneOperation } from "../small-description.ts";
import { reading, taking } from "./reading.ts";

const OBJECT = { type: "object", properties: { name: { type: "string" } } };
const JSON_TYPE = { "content-type": "application/json" };

describe("a JSON body", () => {
  const read = reading(taking("application/json", OBJECT));

  test.each([
    ["text", '{"name":"ada"}'],
    ["bytes", new TextEncoder().encode('{"name":"ada"}')],
    ["text after a byte order mark", '\ufeff{"name":"ada"}'],
    ["bytes after a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode('{"name":"ada"}'))],
  ])("is read from %s", (_, body) => {
    expect(read({ body, headers: JSON_TYPE })).toMatchObject({ input: { body: { name: "ada" } }, problems: [] });
  });

  test.each([
    ['{"name":"secret', ": Unterminated string in JSON at position 15"],
    ['{"name":secret}', ": Unexpected token 's'"],
    ['{"name":"secret",}', ": Expected double-quoted property name in JSON at position 17"],
    ['{"secret":"secret" "secret"}', ": Expected ',' or '}' after property value in JSON at position 19"],
    ['["secret"', ": Expected ',' or ']' after array element in JSON at position 9"],
    ["\ufeff", ": Unexpected end of JSON input"],
  ])("that does not parse is told without quoting it: %s", (body, reason) => {
    const { input, problems } = read({ body, headers: JSON_TYPE });
    expect(input.body).toBeUndefined();
    expect(problems).toEqual([`request/body/unparsable : expected JSON, but it does not parse${reason}`]);
  });

  test("that is nested beyond all measure is a problem, not a crash", () => {
    const { description, operation } = oneOperation(taking("application/json", { $ref: "#/components/schemas/Nest" }), {
      schemas: { Nest: { type: "array", items: { $ref: "#/components/schemas/Nest" } } },
    });
    const body = "[".repeat(100_000) + "]".repeat(100_000);
    const { problems } = readRequest(schemasOf(description), operation, {
      values: [],
      search: "",
      headers: JSON_TYPE,
      body,
    });
    expect(problems.map(({ rule }) => rule)).toEqual(["request/body/unparsable"]);
  });

  test("with a property of that name cannot change what objects are", () => {
    read({ body: '{"__proto__":{"polluted":true}}', headers: JSON_TYPE });
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("no body", () => {
  test("is a problem where one is required", () => {
    expect(reading(taking("application/json"))({ body: "" }).problems).toEqual([
      "request/body/missing : expected a body, which is empty",
    ]);
  });

  test("is none where it is optional", () => {
    expect(reading({ requestBody: { content: { "application/json": {} } } })({ body: "" }).problems).toEqual([]);
  });

  test("that was not kept is judged by its type alone", () => {
    const read = reading(taking("application/json", OBJECT));
    expect(read({ headers: JSON_TYPE })).toMatchObject({ media: "application/json", problems: [] });
    expect(read({ headers: { "content-type": "text/plain" } }).problems).toHaveLength(1);
    expect(read({}).problems).toEqual([]);
  });
});

test("a body where none is described is a problem, and not read", () => {
  expect(reading({})({ body: "{}", headers: JSON_TYPE })).toEqual({
    input: { path: {}, query: {}, header: {}, body: undefined, files: [] },
    media: undefined,
    problems: ["request/body/unexpected : expected no body, which the operation does not take"],
  });
});

test("a form of very many fields is read in a time that grows no faster than it", () => {
  const body = Array.from({ length: 200_000 }, (_, index) => `f${index}=x`).join("&");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { input } = reading(taking("application/x-www-form-urlencoded"))({ body, headers });
  expect(Object.keys(input.body as object)).toHaveLength(200_000);
});
