import { expect, test } from "vitest";
import { operationsOf } from "../../src/index.ts";
import { schemasOf } from "../../src/schemas/index.ts";
import { checkResponse } from "../../src/validate/index.ts";
import { description } from "./document.ts";

const [listNotes] = operationsOf(description);
if (!listNotes) throw new Error("the description has no operation");
const found = (status: number, body: unknown) =>
  checkResponse(schemasOf(description), listNotes, {
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("the code of an error is one of those that the examples of its status have", () => {
  expect(found(403, { error: "forbidden_op" })).toEqual([]);
  expect(found(403, { error: "illegal_argument" })).toMatchObject([
    {
      rule: "response/body/error-code",
      pointer: "/error",
      message: 'expected one of the documented errors forbidden_op, got "illegal_argument"',
      schemaPointer: "/paths/~1notes/get/responses/403/content/application~1json/examples",
    },
  ]);
});

test("a code of no operation at all is one problem, not two", () => {
  expect(found(403, { error: "no_such_code" }).map(({ rule }) => rule)).toEqual(["response/body/error-code"]);
});

test("where no error is documented by an example, and in a success, any code may be", () => {
  expect(found(404, { error: "illegal_argument" })).toEqual([]);
  expect(found(200, { error: "anything" })).toEqual([]);
});

test("a code that is not a text is not judged as one", () => {
  expect(found(403, { error: 7 }).map(({ rule }) => rule)).toEqual(["response/body/type", "response/body/enum"]);
  expect(found(403, []).map(({ rule }) => rule)).toEqual(["response/body/type"]);
});
