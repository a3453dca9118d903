import { describe, expect, test } from "vitest";
import { createRouter, type Json, operationsOf, readDescription } from "../../src/index.ts";
import { explain, schemasOf } from "../../src/schemas/index.ts";
import { readRequest } from "../../src/validate/index.ts";
import { smallDescription } from "../small-description.ts";

/** What a value breaks of a schema, as texts. */
function explained(schema: Json, value: unknown, others: Json = {}): string[] {
  const schemas = schemasOf(smallDescription({}, { schemas: { Tested: schema, ...others } }));
  const validate = schemas.validator({ pointer: "/components/schemas/Tested" });
  validate(value);
  return explain(schemas, validate.errors ?? []).map(({ kind, pointer, message }) => `${kind} ${pointer}: ${message}`);
}

describe("a broken constraint is told with where it is and what is there", () => {
  test.each([
    [{ type: "string" }, 1, "type : expected a string, got the number 1"],
    [{ type: ["integer", "null"] }, "a", 'type : expected an integer or null, got the string "a"'],
    [{ required: ["a"] }, {}, 'required /a: expected the property "a", which is missing'],
    [{ enum: ["a", 1] }, "b", 'enum : expected one of "a", 1, got the string "b"'],
    [{ const: "a" }, null, 'const : expected "a", got null'],
    [{ format: "date-time" }, "now", 'format : expected the format date-time, got the string "now"'],
    [{ pattern: "^a$" }, "b", 'pattern : expected text that matches ^a$, got the string "b"'],
    [{ additionalProperties: false }, { "a/b": 1 }, 'undocumented-property /a~1b: expected no property "a/b" here'],
    [
      { maxLength: 2 },
      "x".repeat(200),
      `length : expected a value that must NOT have more than 2 characters, got the string "${"x".repeat(76)}…`,
    ],
    [{ items: { minimum: 1 } }, [1, 0], "range /1: expected a value that must be >= 1, got the number 0"],
  ])("%j", (schema, value, expected) => {
    expect(explained(schema, value)).toEqual([expected]);
  });
});

describe("of shapes that a property tells apart", () => {
  const shape = (type: string, body: Json) => ({
    type: "object",
    required: ["type", "body"],
    properties: { type: { const: type }, mode: { const: "same" }, body },
    unevaluatedProperties: false,
  });
  const message = {
    oneOf: [
      { $ref: "#/components/schemas/Text" },
      shape("img", { type: "object", required: ["url"], properties: { url: { type: "string" } } }),
      {
        allOf: [
          shape("loc", { type: "object", required: ["lat", "lng", "addr", "a", "b", "c", "d", "e", "f", "g", "h"] }),
        ],
      },
    ],
  };
  const others = { Text: shape("txt", { type: "object", required: ["msg"], properties: { msg: { type: "string" } } }) };

  test.each([
    [{ type: "txt", body: { message: "hi" } }, ['required /body/msg: expected the property "msg", which is missing']],
    [{ type: "txt" }, ['required /body: expected the property "body", which is missing']],
    [
      { type: "img", body: { url: 1 }, extra: true },
      [
        "type /body/url: expected a string, got the number 1",
        'undocumented-property /extra: expected no property "extra" here',
      ],
    ],
    [{ type: "text", body: { msg: "hi" } }, ['enum /type: expected one of "txt", "img", "loc", got the string "text"']],
    [{ body: { msg: "hi" } }, ['required /type: expected the property "type", which is one of "txt", "img", "loc"']],
    [{}, ['required /type: expected the property "type", which is one of "txt", "img", "loc"']],
  ])("a wrong %j is told what its own lacks", (value, expected) => {
    expect(explained(message, value, others)).toEqual(expected);
  });

  test("even where that is much", () => {
    expect(explained(message, { type: "loc", body: {} }, others)).toHaveLength(11);
  });

  test("a value of another type is told that", () => {
    expect(explained(message, "hi", others)).toEqual(['type : expected an object, got the string "hi"']);
  });

  test("at any depth", () => {
    const list = { properties: { messages: { type: "array", items: message } } };
    expect(explained(list, { messages: [{ type: "txt", body: { msg: "hi" } }, { type: "gif" }] }, others)).toEqual([
      'enum /messages/1/type: expected one of "txt", "img", "loc", got the string "gif"',
    ]);
  });
});

describe("of shapes that no property tells apart", () => {
  const named = (title: string, name: string) => ({
    title,
    type: "object",
    required: [name],
    properties: { [name]: { type: "string" } },
    additionalProperties: false,
  });
  const either = { oneOf: [named("Nickname", "nickname"), named("Style", "style")] };

  test("the nearest counts", () => {
    expect(explained(either, { nickname: 1 })).toEqual(["type /nickname: expected a string, got the number 1"]);
  });

  test("where none is nearer they are named", () => {
    expect(explained(either, {})).toEqual([
      "shape : expected one of the shapes Nickname, Style, got an object with nothing in it",
    ]);
  });

  test("where they have no names they are counted", () => {
    const untitled = { anyOf: [{ required: ["a"] }, { required: ["b"] }] };
    expect(explained(untitled, {})).toEqual(["shape : expected one of 2 shapes, got an object with nothing in it"]);
  });

  test("a value of none of their types is told the types", () => {
    const scalar = { oneOf: [{ type: "integer", minimum: 1 }, { type: ["string", "null"] }] };
    expect(explained(scalar, [])).toEqual(["type : expected an integer or a string or null, got an empty array"]);
    expect(explained(scalar, 0)).toEqual(["range : expected a value that must be >= 1, got the number 0"]);
  });

  test("a number outside a range is not taken for one of the special values beside it", () => {
    const end = {
      anyOf: [
        { type: "integer", minimum: 1000 },
        { type: "integer", enum: [-1, 0] },
      ],
    };
    expect(explained(end, 7)).toEqual(["range : expected a value that must be >= 1000, got the number 7"]);
  });

  test("several that fit at once are told as such", () => {
    expect(explained({ oneOf: [{ minimum: 0 }, { maximum: 9 }] }, 5)).toEqual([
      "shape : expected just one of 2 shapes to fit, but several do: the number 5",
    ]);
  });
});

describe("in the shipped description", () => {
  const description = readDescription();
  const router = createRouter(operationsOf(description));
  const problemsOf = (path: string, body: object) => {
    const route = router.find("POST", `/41117440/383391${path}`);
    if (!route) throw new Error(`no operation at ${path}`);
    const headers = { "content-type": "application/json" };
    const request = { ...route, search: "", headers, body: JSON.stringify(body) };
    return readRequest(schemasOf(description), route.operation, request).problems.map(
      ({ pointer, message }) => `${pointer}: ${message}`,
    );
  };

  test("a text message without its text is told just that", () => {
    expect(problemsOf("/messages/users", { from: "ada", to: ["ben"], type: "txt", body: {} })).toEqual([
      '/body/msg: expected the property "msg", which is missing',
    ]);
  });

  test("a message of an unknown type is told which there are", () => {
    expect(problemsOf("/messages/users", { from: "ada", to: ["ben"], type: "text", body: { msg: "hi" } })).toEqual([
      expect.stringMatching(/^\/type: expected one of "txt", "img", .*, got the string "text"$/),
    ]);
  });

  test("a token request without its secret is told just that", () => {
    expect(problemsOf("/token", { grant_type: "client_credentials", client_id: "a" })).toEqual([
      '/client_secret: expected the property "client_secret", which is missing',
    ]);
  });
});
