import { expect, test } from "vitest";
import { essence, isJson, matchingMediaType } from "../../src/index.ts";

test.each([
  ["Application/JSON; charset=utf-8", "application/json"],
  [" text/plain ", "text/plain"],
  ["", ""],
])("%j is %s without its parameters", (contentType, expected) => {
  expect(essence(contentType)).toBe(expected);
});

test.each([
  ["application/json", true],
  ["application/problem+json", true],
  ["application/jsonlines", false],
  ["text/plain", false],
])("%s is JSON: %s", (type, expected) => {
  expect(isJson(type)).toBe(expected);
});

test.each([
  [["application/json"], "application/json", "application/json"],
  [["application/JSON; charset=utf-8"], "application/json", "application/JSON; charset=utf-8"],
  [["image/*", "image/png"], "image/png", "image/png"],
  [["image/*"], "image/png", "image/*"],
  [["*/*"], "text/html", "*/*"],
  [["application/octet-stream"], "image/png", "application/octet-stream"],
  [["application/octet-stream"], "application/json", undefined],
  [["application/octet-stream"], "text/html", undefined],
  [["application/json"], "text/plain", undefined],
])("of %j, %s is %s", (documented, type, expected) => {
  expect(matchingMediaType(documented, type)).toBe(expected);
});
