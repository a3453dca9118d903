import { describe, expect, test } from "vitest";
import { exampleRequest, requestUrl } from "../../src/examples/index.ts";
import { createRouter, operationsOf, readDescription } from "../../src/index.ts";
import { splitUrl } from "../../src/validate/index.ts";
import { smallDescription } from "../small-description.ts";

const router = createRouter(
  operationsOf(
    smallDescription({
      "/{org}/rooms/{id}/users/{username}": { delete: { operationId: "removeUser" } },
      "/{org}/rooms/{id}": { get: { operationId: "getRoom" }, put: { operationId: "updateRoom" } },
      "/{org}/rooms/admins": { get: { operationId: "listAdmins" } },
      "/{org}/a:b": { get: { operationId: "getColon" } },
    }),
  ),
);
const find = (method: string, path: string) => {
  const route = router.find(method, path);
  return route && [route.operation.id, ...route.values];
};

describe("a path", () => {
  test.each([
    ["GET", "/o/rooms/1", ["getRoom", "o", "1"]],
    ["GET", "/o/rooms/1/", ["getRoom", "o", "1"]],
    ["GET", "/o/rooms/admins", ["listAdmins", "o"]],
    ["PUT", "/o/rooms/admins", ["updateRoom", "o", "admins"]],
    ["GET", "/o/a:b", ["getColon", "o"]],
    ["DELETE", "/o/rooms/1/users/ada,ben", ["removeUser", "o", "1", "ada,ben"]],
    ["DELETE", "/o/rooms/1/users/a%2Fb%20c%2C%C3%A4", ["removeUser", "o", "1", "a/b c,ä"]],
    ["DELETE", `/o/rooms/1/users/${"a".repeat(100_000)}`, ["removeUser", "o", "1", "a".repeat(100_000)]],
  ])("%s %s leads to its operation", (method, path, expected) => {
    expect(find(method, path)).toEqual(expected);
  });

  test.each([
    ["GET", "/o/Rooms/1"],
    ["POST", "/o/rooms/1"],
    ["GET", "/o/rooms"],
    ["GET", "/o/rooms/1/2"],
    ["GET", "//rooms/1"],
    ["GET", "//o/rooms/1"],
    ["GET", "/o//rooms/1"],
    ["GET", "/o/rooms//"],
    ["GET", "/o/rooms/1//"],
    ["DELETE", "/o/rooms//users/ada"],
    ["GET", "/o/rooms/%zz"],
    ["GET", "/"],
    ["GET", ""],
    ["get", "/o/rooms/1"],
    ["BREW", "/o/rooms/1"],
  ])("%s %s leads nowhere", (method, path) => {
    expect(find(method, path)).toBeUndefined();
  });

  test("says which methods it has, sorted", () => {
    expect(router.methods("/o/rooms/1")).toEqual(["GET", "PUT"]);
    expect(router.methods("/o/nowhere")).toEqual([]);
  });
});

test("each path of the shipped description leads to its own operation", () => {
  const operations = operationsOf(readDescription());
  const all = createRouter(operations);
  for (const operation of operations) {
    const { path } = splitUrl(requestUrl("https://host", operation, exampleRequest(operation)));
    expect(all.find(operation.method, path)?.operation).toBe(operation);
  }
});
