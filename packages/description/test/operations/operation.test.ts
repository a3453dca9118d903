import { describe, expect, test } from "vitest";
import { jsonContent, operationsOf, responseFor } from "../../src/index.ts";
import { smallDescription } from "../small-description.ts";

test("a path has up to eight methods, and other keys are none", () => {
  const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
  const item = Object.fromEntries([...methods, "summary", "parameters", "servers", "x-own"].map((key) => [key, {}]));
  const operations = operationsOf(smallDescription({ "/a": item }));
  expect(operations.map(({ method }) => method.toLowerCase())).toEqual(methods);
});

describe("parameters", () => {
  const parametersOf = (ofPath: object[], ofOperation: object[]) => {
    const [operation] = operationsOf(
      smallDescription(
        { "/a/{id}": { parameters: ofPath, get: { parameters: ofOperation } } },
        { parameters: { Id: { name: "id", in: "path", required: true, description: "shared", schema: {} } } },
      ),
    );
    return operation?.parameters.map(({ name, in: place, description }) => [place, name, description]);
  };
  const id = { $ref: "#/components/parameters/Id" };

  test("are those of the path and those of the operation", () => {
    expect(parametersOf([id], [{ name: "q", in: "query" }])).toEqual([
      ["path", "id", "shared"],
      ["query", "q", undefined],
    ]);
  });

  test("of the operation override those of the path by place and name", () => {
    expect(parametersOf([id], [{ name: "id", in: "path", description: "own" }])).toEqual([["path", "id", "own"]]);
  });

  test("of the same name in another place are others", () => {
    expect(parametersOf([id], [{ name: "id", in: "query", description: "own" }])).toEqual([
      ["path", "id", "shared"],
      ["query", "id", "own"],
    ]);
  });

  test("know which segment of the path they are", () => {
    const [operation] = operationsOf(
      smallDescription({
        "/{a}/x/{b}": {
          get: {
            parameters: [
              { name: "b", in: "path" },
              { name: "a", in: "path" },
              { name: "q", in: "query" },
            ],
          },
        },
      }),
    );
    expect(operation?.parameters.map(({ name, segment }) => [name, segment])).toEqual([
      ["b", 1],
      ["a", 0],
      ["q", -1],
    ]);
  });
});

describe("an operation is open", () => {
  test.each([
    [undefined, undefined, true],
    [undefined, [], true],
    [undefined, [{ token: [] }], false],
    [[{ token: [] }], undefined, false],
    [[{ token: [] }], [], true],
    [[{ token: [] }], [{}, { token: [] }], true],
    [[], [{ token: [] }], false],
  ])("where the description asks for %j and itself for %j: %s", (ofAll, own, isOpen) => {
    const security = ofAll === undefined ? {} : { security: ofAll };
    const operation = own === undefined ? {} : { security: own };
    const [only] = operationsOf(smallDescription({ "/a": { get: operation } }, {}, security));
    expect(only?.isOpen).toBe(isOpen);
  });
});

test("a status is documented by itself, its range or a default", () => {
  const responses = {
    200: { description: "itself" },
    "4xx": { description: "range" },
    default: { description: "default" },
  };
  const [operation] = operationsOf(smallDescription({ "/a": { get: { responses } } }));
  const found = [200, 404, 500].map((status) => operation && responseFor(operation, status)?.description);
  expect(found).toEqual(["itself", "range", "default"]);
});

test("JSON is found among other media types", () => {
  const content = { "text/plain": {}, "application/problem+json; charset=utf-8": {} };
  const [operation] = operationsOf(smallDescription({ "/a": { get: { responses: { 200: { content } } } } }));
  expect(jsonContent(operation?.responses.get("200"))?.type).toBe("application/problem+json");
});

test("an operation without an id is named by method and path", () => {
  expect(operationsOf(smallDescription({ "/a": { get: {} } })).map(({ id }) => id)).toEqual(["GET /a"]);
});
