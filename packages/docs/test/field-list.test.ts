import { createDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { render } from "../src/blocks.ts";
import { fieldOf, fieldsOf } from "../src/facts/fields.ts";
import type { Schema } from "../src/facts/schema-view.ts";
import { fieldList } from "../src/markdown/field-list.ts";

const description = createDescription({
  openapi: "3.1.1",
  info: { title: "Test", version: "1" },
  components: {
    schemas: {
      Name: { type: "string", minLength: 1, maxLength: 64, pattern: "^[a-z]+$", description: "A name." },
      Node: { type: "object", properties: { child: { $ref: "#/components/schemas/Node" } } },
      Base: { type: "object", required: ["id"], properties: { id: { type: "integer", minimum: 0 } } },
      ByName: { title: "By name", description: "Finds one.", $ref: "#/components/schemas/Named" },
      Named: { type: "object", required: ["name"], properties: { name: { $ref: "#/components/schemas/Name" } } },
    },
  },
});

const item = (schema: Schema, required = false) =>
  render([fieldList({ fields: [fieldOf(description, { name: "field", schema, required })], choices: [] })], "text");
const list = (schema: Schema, edition: "site" | "text" = "text") =>
  render([fieldList(fieldsOf(description, schema))], edition);

test.each<[string, Schema, string]>([
  ["bounds of a number", { type: "integer", minimum: 1, maximum: 100, default: 10 }, "integer, 1 to 100, default `10`"],
  ["a lower bound alone", { type: "integer", minimum: 0 }, "integer, at least 0"],
  ["an upper bound alone", { type: "string", maxLength: 1 }, "string, at most 1 character"],
  ["one length", { type: "string", minLength: 2, maxLength: 2 }, "string, exactly 2 characters"],
  ["a choice", { type: "string", enum: ["a", "b"] }, "string, one of `a`, `b`"],
  ["a choice of one", { enum: [1] }, "number, only `1`"],
  ["a constant", { const: "txt" }, "string, always `txt`"],
  ["an empty default", { type: "string", default: "" }, 'string, default `""`'],
  ["a format", { type: "integer", format: "int64" }, "integer (int64)"],
  ["several types", { type: ["string", "null"] }, "string or null"],
  ["a code with backticks", { type: "string", pattern: "`" }, "string, matches `` ` ``"],
  [
    "names of an object",
    { type: "object", maxProperties: 10, propertyNames: { maxLength: 8 } },
    "object, at most 10 names, names: at most 8 characters",
  ],
  ["values of an object", { type: "object", additionalProperties: { type: "integer" } }, "object of integer values"],
  [
    "a choice of values",
    { type: "object", additionalProperties: { type: "string", enum: ["on", "off"] } },
    "object of string values, values: one of `on`, `off`",
  ],
  [
    "items",
    { type: "array", maxItems: 60, items: { type: "string", maxLength: 3 } },
    "array of string, at most 60 items, each at most 3 characters",
  ],
  [
    "alternatives without fields",
    { oneOf: [{ type: "integer", minimum: 0 }, { type: "string" }] },
    "integer (at least 0) or string",
  ],
])("%s in words", (_, schema, words) => {
  expect(item(schema)).toBe(`- \`field\` *${words}*`);
});

test("what stands beside a reference wins, and the bounds of its target stay", () => {
  const schema = { $ref: "#/components/schemas/Name", description: "The owner\nof it." };
  expect(item(schema, true)).toBe(
    "- `field` *string, **required**, 1 to 64 characters, matches `^[a-z]+$`*\\\n  The owner of it.",
  );
});

test("the parts of allOf are one list, with what each of them requires", () => {
  const own = { required: ["data"], properties: { data: { type: "object" }, id: { description: "Its id." } } };
  expect(list({ allOf: [{ $ref: "#/components/schemas/Base" }, own] })).toBe(
    "- `id` *integer, **required**, at least 0*\\\n  Its id.\n- `data` *object, **required***",
  );
});

test("alternatives stand by title, with their fields below", () => {
  const schema = { oneOf: [{ $ref: "#/components/schemas/ByName" }, { $ref: "#/components/schemas/Base" }] };
  expect(list(schema)).toBe(
    [
      "- **By name**\\\n  Finds one.",
      "  - `name` *string, **required**, 1 to 64 characters, matches `^[a-z]+$`*\\\n    A name.",
      "- **object**",
      "  - `id` *integer, **required**, at least 0*",
    ].join("\n"),
  );
});

test("an alternative that is no plain object tells its type and bounds", () => {
  const several = { title: "Several", type: "array", maxItems: 60, items: { $ref: "#/components/schemas/Base" } };
  expect(list({ oneOf: [several] })).toBe(
    "- **Several** *array of object, at most 60 items*\n  - `id` *integer, **required**, at least 0*",
  );
});

test("fields of items and of values stand below the list or object that has them", () => {
  const person = { type: "object", properties: { age: { type: "integer" } } };
  const properties = {
    people: { type: "array", items: person },
    byName: { type: "object", additionalProperties: person },
  };
  expect(list({ properties })).toBe(
    "- `people` *array of object*\n  - `age` *integer*\n- `byName` *object of object values*\n  - `age` *integer*",
  );
});

test("a schema within itself is listed once", () => {
  expect(list({ $ref: "#/components/schemas/Node" })).toBe("- `child` *object*");
});

test("a reference to nothing is an error that names it", () => {
  expect(() => item({ $ref: "#/components/schemas/Gone" })).toThrow("nothing at #/components/schemas/Gone");
});

test("fields that must be there come first", () => {
  const schema = { required: ["to"], properties: { from: { type: "string" }, to: { type: "string" } } };
  expect(list(schema)).toBe("- `to` *string, **required***\n- `from` *string*");
});

test("a field that not every server has says so, and leads to what that means", () => {
  const schema: Schema = { properties: { owner: { type: "string", "x-availability": "newer" } } };
  expect(list(schema)).toBe("- `owner` *string, newer servers*");
  expect(list(schema, "site")).toContain(
    '<a class="availability" href="../guides/which-server.html">newer servers</a>',
  );
});

test("on the site, alternatives are tabs and what is within a field is folded", () => {
  const inner = { type: "object", properties: { id: { type: "integer", description: "Its `id`." } } };
  const html = list({ oneOf: [{ title: "One <b>", properties: { data: inner } }] }, "site");
  expect(html).toContain(
    '<div class="tabs choices" data-group="choice"><div class="tab-list not-content"><button type="button">One &lt;b&gt;</button></div><section data-tab="One &lt;b&gt;">',
  );
  expect(html).toContain("<details><summary>1 field of <code>data</code></summary>");
  expect(html).toContain("<div>Its <code>id</code>.</div>");
  expect(html).not.toContain("\n");
});
