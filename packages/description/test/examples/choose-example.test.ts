import { describe, expect, test } from "vitest";
import { chooseExample, type RequestParts } from "../../src/examples/index.ts";
import { type Json, operationsOf } from "../../src/index.ts";
import { smallDescription } from "../small-description.ts";

const names = { type: "array", items: { type: "string" } };
const NAMES = { name: "names", in: "path", schema: names };
const VERSION = { name: "version", in: "query", schema: { enum: ["v2", "v3"] } };
const LIMIT = { name: "limit", in: "query", schema: { type: "integer" } };
const DEVICE = { name: "device", in: "query", schema: { type: "string" } };
const BODY = {
  content: {
    "application/json": {
      schema: {
        oneOf: [
          { $ref: "#/components/schemas/Settings" },
          { type: "object", properties: { newowner: { type: "string" } } },
        ],
      },
    },
  },
};
const SETTINGS = {
  type: "object",
  properties: {
    name: { type: "string" },
    kind: { const: "open" },
    useMsgId: { type: "boolean" },
    nested: { type: "object", properties: { scope: { enum: ["a", "b"] }, text: { type: "string" } } },
    members: names,
  },
};

/** The name of the example that answers a request, of examples named with the requests that they answer. */
function chosen(examples: Record<string, Json | undefined>, request: Partial<RequestParts>): string | undefined {
  const described = Object.entries(examples).map(([name, of]) => [
    name,
    { value: name, ...(of && { "x-request": of }) },
  ]);
  const responses = { 200: { content: { "application/json": { examples: Object.fromEntries(described) } } } };
  const description = smallDescription(
    { "/{names}": { post: { parameters: [NAMES, VERSION, LIMIT, DEVICE], requestBody: BODY, responses } } },
    { schemas: { Settings: SETTINGS } },
  );
  const [operation] = operationsOf(description);
  const media = operation?.responses.get("200")?.content.get("application/json");
  if (!operation || !media) throw new Error("no response");
  return chooseExample(description, operation, media, { path: {}, query: {}, body: undefined, ...request })?.name;
}

test("without conditions it is the first", () => {
  expect(chosen({ first: undefined, second: undefined }, {})).toBe("first");
});

test("where there is no example there is none", () => {
  expect(chosen({}, {})).toBeUndefined();
});

describe("names", () => {
  const examples = { several: undefined, one: { path: { names: ["ada"] } } };
  test.each([
    [["ben"], "one"],
    [["ben", "ada"], "several"],
  ])("%j get the example of %s", (given, expected) => {
    expect(chosen(examples, { path: { names: given } })).toBe(expected);
  });

  test("may be written as one text where there is one", () => {
    expect(chosen({ several: undefined, one: { path: { names: "ada" } } }, { path: { names: ["ben"] } })).toBe("one");
  });

  test("of a list of several get the example of several", () => {
    const both = { one: { path: { names: ["ada"] } }, several: { path: { names: ["ada", "ben"] } } };
    expect(chosen(both, { path: { names: ["x", "y", "z"] } })).toBe("several");
  });
});

describe("a value of an enumeration, a number or a switch must be the same", () => {
  const examples = { plain: undefined, third: { query: { version: "v3" } }, ten: { query: { limit: 10 } } };
  test.each([
    [{ version: "v3" }, "third"],
    [{ version: "v2" }, "plain"],
    [{}, "plain"],
    [{ limit: 10 }, "ten"],
    [{ limit: 11 }, "plain"],
  ])("%j gets %s", (query, expected) => {
    expect(chosen(examples, { query })).toBe(expected);
  });

  test.each([
    [{ useMsgId: true }, "byId"],
    [{ useMsgId: false }, "plain"],
    [{ kind: "open" }, "open"],
    [{ kind: "other" }, "plain"],
    [{ nested: { scope: "b" } }, "deep"],
    [{ nested: { scope: "a" } }, "plain"],
  ])("in the body %j gets %s", (body, expected) => {
    const conditions = {
      plain: undefined,
      byId: { body: { useMsgId: true } },
      open: { body: { kind: "open" } },
      deep: { body: { nested: { scope: "b" } } },
    };
    expect(chosen(conditions, { body })).toBe(expected);
  });
});

describe("of any other text it counts that there is one", () => {
  const examples = { settings: undefined, transfer: { body: { newowner: "ben" } }, device: { query: { device: "a" } } };
  test.each([
    [{ body: { newowner: "anybody" } }, "transfer"],
    [{ body: { name: "Hikers" } }, "settings"],
    [{ query: { device: "whichever" } }, "device"],
  ])("%j gets %s", (request, expected) => {
    expect(chosen(examples, request)).toBe(expected);
  });
});

describe("a body", () => {
  test("that is a list is another case than an object", () => {
    const examples = { object: { body: { name: "a" } }, list: { body: [{ name: "a" }, { name: "b" }] } };
    expect(chosen(examples, { body: [{ name: "x" }, { name: "y" }] })).toBe("list");
    expect(chosen(examples, { body: { name: "x" } })).toBe("object");
    const listOfOne = { object: undefined, list: { body: [{ name: "a" }] } };
    expect(chosen(listOfOne, { body: { name: "x" } })).toBe("object");
    expect(chosen(listOfOne, { body: [{ name: "x" }] })).toBe("list");
  });

  test("that is missing meets no condition", () => {
    expect(chosen({ named: { body: { name: "a" } }, plain: undefined }, { body: undefined })).toBe("plain");
  });
});

describe("of several that fit", () => {
  test("the one that names most wins", () => {
    const examples = {
      version: { query: { version: "v3" } },
      both: { query: { version: "v3" }, path: { names: ["ada"] } },
      plain: undefined,
    };
    expect(chosen(examples, { query: { version: "v3" }, path: { names: ["ben"] } })).toBe("both");
    expect(chosen(examples, { query: { version: "v3" }, path: { names: ["ben", "ada"] } })).toBe("version");
  });

  test("the first of equals wins", () => {
    expect(chosen({ a: { query: { device: "x" } }, b: { query: { device: "x" } } }, { query: { device: "x" } })).toBe(
      "a",
    );
  });
});

test("where none fits it is the first after all", () => {
  expect(chosen({ third: { query: { version: "v3" } }, ten: { query: { limit: 10 } } }, {})).toBe("third");
});
