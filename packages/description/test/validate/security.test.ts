import { expect, test } from "vitest";
import { operationsOf } from "../../src/index.ts";
import { checkSecurity } from "../../src/validate/index.ts";
import { description } from "./document.ts";

const [listNotes, createToken] = operationsOf(description);
if (!listNotes || !createToken) throw new Error("the description lacks an operation");
const invalid = new Set(["wrong"]);
const found = (headers: Record<string, string> | undefined, status: number, operation = listNotes) =>
  checkSecurity(operation, headers === undefined ? {} : { headers }, { status }, invalid).map(({ message }) => message);

test.each([
  ["no header", {}],
  ["another scheme", { authorization: "Basic YWRhOnNlc2FtZQ==" }],
  ["no token", { authorization: "Bearer " }],
])("a call that succeeds with %s is a problem", (_, headers) => {
  expect(found(headers, 200)).toEqual(["expected 401, since the request has no bearer token, got 200"]);
});

test("so is one that succeeds with a token that is known to be invalid", () => {
  expect(found({ authorization: "Bearer wrong" }, 204)).toEqual([
    "expected 401, since the token of the request is not valid, got 204",
  ]);
});

test.each([
  ["with a token", { authorization: "bearer right" }, 200],
  ["without one that is refused", {}, 401],
  ["whose headers are not known", undefined, 200],
] as const)("a call %s is none", (_, headers, status) => {
  expect(found(headers, status)).toEqual([]);
});

test("an operation that needs no token may be called without one", () => {
  expect(found({}, 200, createToken)).toEqual([]);
});
