import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { operationsOf, readDescription } from "../../src/index.ts";
import { smallDescription } from "../small-description.ts";

const folder = mkdtempSync(join(tmpdir(), "description-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe("a file", () => {
  test.each([
    ["a.yaml", "openapi: 3.1.0\npaths:\n  /a: { get: { operationId: getA } }\n"],
    ["a.json", '{"openapi":"3.1.1","paths":{"/a":{"get":{"operationId":"getA"}}}}'],
  ])("may be %s", (name, text) => {
    const file = fileWith(name, text);
    const description = readDescription(file);
    expect([description.origin, operationsOf(description).map(({ id }) => id)]).toEqual([{ file }, ["getA"]]);
  });

  test.each([
    ["swagger.json", '{"swagger":"2.0"}', undefined],
    ["older.yaml", "openapi: 3.0.3\n", '"3.0.3"'],
    ["list.yaml", "- openapi: 3.1.0\n", undefined],
  ])("of another format is a TypeError that says so: %s", (name, text, version) => {
    const file = fileWith(name, text);
    expect(() => readDescription(file)).toThrow(
      new TypeError(`${file} is not an OpenAPI 3.1 description: its "openapi" is ${version}`),
    );
  });

  test("that is not there is an error that names it", () => {
    expect(() => readDescription(join(folder, "nowhere.yaml"))).toThrow("nowhere.yaml");
  });
});

describe("references", () => {
  test("are followed to their end", () => {
    const description = smallDescription(
      { "/a": { get: { responses: { 200: { $ref: "#/components/responses/First" } } } } },
      { responses: { First: { $ref: "#/components/responses/Second" }, Second: { description: "Fine." } } },
    );
    const [operation] = operationsOf(description);
    expect(operation?.responses.get("200")).toMatchObject({
      description: "Fine.",
      pointer: "/components/responses/Second",
    });
  });

  test("in a circle are a TypeError, and not an endless loop", () => {
    const description = smallDescription(
      { "/a": { get: { responses: { 200: { $ref: "#/components/responses/First" } } } } },
      {
        responses: {
          First: { $ref: "#/components/responses/Second" },
          Second: { $ref: "#/components/responses/First" },
        },
      },
    );
    expect(() => operationsOf(description)).toThrow(TypeError);
    expect(() => operationsOf(description)).toThrow(
      "the description refers in a circle at /paths/~1a/get/responses/200: #/components/responses/First",
    );
  });

  test("to itself alone is a circle, too", () => {
    const description = smallDescription(
      { "/a": { $ref: "#/components/pathItems/A" } },
      { pathItems: { A: { $ref: "#/components/pathItems/A" } } },
    );
    expect(() => operationsOf(description)).toThrow("refers in a circle");
  });

  test("to other files are a TypeError that says what to do", () => {
    const description = smallDescription({ "/a": { $ref: "a.yaml#/a" } });
    expect(() => operationsOf(description)).toThrow(
      new TypeError("the description refers to a.yaml#/a: make one file of it first, as with `redocly bundle`"),
    );
  });

  test("may have escapes in their pointers", () => {
    const description = smallDescription(
      { "/a": { get: { responses: { 200: { $ref: "#/components/responses/a~1b%20c" } } } } },
      { responses: { "a/b c": { description: "Found." } } },
    );
    expect(operationsOf(description)[0]?.responses.get("200")?.description).toBe("Found.");
  });
});

test("what is not there is an error that names its pointer", () => {
  expect(() => smallDescription({}).at("/components/schemas/None")).toThrow(
    "the description has nothing at /components/schemas/None",
  );
});

test("the shipped description is read without a file", () => {
  expect(operationsOf(readDescription()).length).toBeGreaterThan(100);
});
