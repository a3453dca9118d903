import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect as jestExpect } from "expect";
import { beforeAll, describe, expect, test } from "vitest";
import { readExchange, toMatchContract } from "../../src/index.ts";

const url = "http://127.0.0.1/41117440/383391/chatrooms/271830463414273/admin";
const get = { method: "GET", url };
const conforming = { request: get, response: { status: 200, headers: json(), body: '{"data":["ben"]}' } };
const wrong = { request: get, response: { status: 200, headers: json(), body: '{"data":"ben","page":1}' } };

function json(): Record<string, string> {
  return { "content-type": "application/json" };
}

test("an exchange matches, or the message says what is wrong and where it is written", async () => {
  expect((await toMatchContract(conforming)).pass).toBe(true);
  const { pass, message } = await toMatchContract(wrong);
  expect(pass).toBe(false);
  expect(message()).toContain("does not conform to listChatroomAdmins");
  expect(message()).toMatch(
    /response\/body\/type at \/data: expected an array, got the string "ben" \(common\/.*:\d+\)/,
  );
  expect(message()).toMatch(/undocumented-property at \/page/);
});

test("a request and a response of fetch are read, and stay readable", async () => {
  const request = new Request(url, { method: "POST", body: "[]", headers: json() });
  const response = Response.json({ data: [] });
  const { message } = await toMatchContract(response, { request });
  expect(message()).toMatch(/request\/body\/type: expected an object, got an empty array/);
  const exchange = await readExchange(request, response);
  expect(new TextDecoder().decode(exchange.request.body as Uint8Array)).toBe("[]");
  expect([await request.text(), await response.json()]).toEqual(["[]", { data: [] }]);
});

test("what is merely undocumented may be allowed", async () => {
  const response = Response.json({ data: [], page: 1 });
  expect((await toMatchContract(response, { request: get })).pass).toBe(false);
  expect((await toMatchContract(response, { request: get, allowUndocumented: true })).pass).toBe(true);
});

describe("refuses, with what would be right,", () => {
  test.each([
    ["a response whose request is not known", Response.json({}), {}, /contractFetch\(fetch\), or give/],
    ["a response without an address", Response.json({}), { request: { method: "GET" } }, /address/],
    ["what is neither response nor exchange", "200 OK" as never, {}, /takes a Response, or an exchange/],
  ])("%s", async (_, received, options, message) => {
    await expect(toMatchContract(received, options)).rejects.toThrow(message);
  });

  test("a response that was read already", async () => {
    const response = Response.json({});
    await response.text();
    await expect(toMatchContract(response, { request: get })).rejects.toThrow(/not read yet/);
  });
});

test("Jest's expect has the matcher, for and against", async () => {
  Object.assign(globalThis, { expect: jestExpect });
  await import("../../src/matchers/jest.ts");
  const matchers = (received: unknown) =>
    jestExpect(received) as unknown as { toMatchContract(): Promise<void>; not: { toMatchContract(): Promise<void> } };
  await matchers(conforming).toMatchContract();
  await matchers(wrong).not.toMatchContract();
  await expect(matchers(wrong).toMatchContract()).rejects.toThrow(/does not conform/);
  await expect(matchers(conforming).not.toMatchContract()).rejects.toThrow(/not to conform/);
});

describe("a suite that runs on Vitest", () => {
  let output: string;
  beforeAll(async () => {
    const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");
    const root = fileURLToPath(new URL("suite", import.meta.url));
    const env = { ...process.env, NO_COLOR: "1", CI: "1" };
    output = await new Promise((resolve) => {
      execFile(process.execPath, [vitest, "run", "--root", root], { env }, (_, stdout, stderr) =>
        resolve(stdout + stderr),
      );
    });
  }, 60_000);

  test("passes what conforms and fails what does not", () => {
    expect(output).toMatch(/Tests +1 failed \| 2 passed/);
    expect(output).toContain('expected an integer, got the string "now"');
  });

  test("ends with the coverage of all its files together", () => {
    expect(output).toContain("Coverage of the description, 3 exchanges");
    expect(output).toMatch(/operations +2\/\d+/);
  });
});
