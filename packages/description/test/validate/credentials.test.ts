import { expect, test } from "vitest";
import { bearerToken } from "../../src/validate/index.ts";

test.each([
  ["Bearer abc", "abc"],
  ["bearer abc", "abc"],
  ["BEARER  abc ", "abc"],
  ["Bearer", undefined],
  ["Bearer ", undefined],
  ["Basic abc", undefined],
  ["abc", undefined],
  ["", undefined],
])("the token of %j is %j", (authorization, token) => {
  expect(bearerToken({ authorization })).toBe(token);
  expect(bearerToken({ Authorization: authorization })).toBe(token);
});

test("without the header there is none", () => {
  expect([bearerToken({}), bearerToken(undefined)]).toEqual([undefined, undefined]);
});
