// What parsers and generators that nobody here wrote stumble over. `interop/` runs some of them.
import { expect, test } from "vitest";
import { readDescription, type Json as Schema, serversOf } from "../../src/index.ts";
import { asArray, asObject } from "../../src/schemas/walk.ts";

const description = readDescription();
const { components, paths, info } = description.document;
const { schemas, parameters } = asObject(components);
const all = [...schemasIn(paths, "#/paths"), ...schemasIn(components, "#/components")];

/** Every schema below a node, with its place; examples hold none, whatever their fields are called. */
function* schemasIn(node: unknown, at: string): Generator<[at: string, schema: Schema]> {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "example" || key === "examples" || key === "default") continue;
    if (key === "schema") yield* withSubschemas(value as Schema, `${at}/schema`);
    else if (key === "schemas") {
      for (const [name, schema] of Object.entries(value)) yield* withSubschemas(schema as Schema, `${at}/${name}`);
    } else yield* schemasIn(value, `${at}/${key}`);
  }
}

function* withSubschemas(schema: Schema, at: string): Generator<[at: string, schema: Schema]> {
  yield [at, schema];
  for (const key of ["items", "additionalProperties", "unevaluatedProperties", "not"]) {
    const value = schema[key];
    if (typeof value === "object" && value !== null) yield* withSubschemas(value as Schema, `${at}/${key}`);
  }
  for (const key of ["allOf", "oneOf", "anyOf"]) {
    for (const [index, value] of (asArray(schema[key]) as Schema[]).entries()) {
      yield* withSubschemas(value, `${at}/${key}/${index}`);
    }
  }
  for (const [name, value] of Object.entries(asObject(schema["properties"]) as Record<string, Schema>)) {
    yield* withSubschemas(value, `${at}/properties/${name}`);
  }
}

const placesWhere = (isFault: (schema: Schema) => boolean) =>
  all.filter(([, schema]) => isFault(schema)).map(([at]) => at);

test("no two schemas have the same title", () => {
  const titled = all.filter(([, { title }]) => title !== undefined).map(([at, { title }]) => ({ at, title }));
  expect(titled.filter(({ title }) => titled.filter((other) => other.title === title).length > 1)).toEqual([]);
});

test("no parameter is called like a schema", () => {
  expect(Object.keys(asObject(parameters)).filter((name) => name in asObject(schemas))).toEqual([]);
});

test("beside a $ref there are only words", () => {
  const words = ["$ref", "title", "description", "deprecated"];
  expect(placesWhere((schema) => "$ref" in schema && !Object.keys(schema).every((key) => words.includes(key)))).toEqual(
    [],
  );
});

test("an enum has values of one type, and an array says of what", () => {
  const types = ({ enum: values = [] }: Schema) => new Set((values as unknown[]).map((value) => typeof value));
  expect(placesWhere((schema) => types(schema).size > 1)).toEqual([]);
  expect(placesWhere(({ type, items }) => [type].flat().includes("array") && !items)).toEqual([]);
});

test("the servers are plain URLs, and somebody can be asked", () => {
  const urls = serversOf(description).map(({ url }) => url);
  expect(urls).toEqual(urls.map(() => expect.stringMatching(/^https:\/\/a\d1\.chat\.agora\.io$/)));
  expect(urls).toHaveLength(3);
  expect(asObject(asObject(info)["contact"])["name"]).toBeTruthy();
});
