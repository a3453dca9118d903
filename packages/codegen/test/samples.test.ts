import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { createDescription, type Operation, operationsOf } from "@agora-chat-openapi/description";
import type { ExampleRequest } from "@agora-chat-openapi/description/examples";
import { expect, test } from "vitest";
import { curlCall } from "../src/curl-call.ts";
import { Code, json, literal } from "../src/literal.ts";

const request: ExampleRequest = {
  path: { name: "a'b" },
  query: {},
  headers: {},
  contentType: undefined,
  body: undefined,
};

/** `POST /notes/{name}`, with a token unless it is open. */
function sendNote(isOpen: boolean): Operation {
  const note = { operationId: "sendNote", security: isOpen ? [{}] : [{ token: [] }] };
  const [operation] = operationsOf(createDescription({ paths: { "/notes/{name}": { post: note } } }));
  if (!operation) throw new Error("no operation");
  return operation;
}

/** The words that a shell makes of a curl line. */
async function words(changed: Partial<ExampleRequest>, isOpen = false): Promise<string[]> {
  const line = curlCall("http://mock", sendNote(isOpen), { ...request, ...changed }, "token");
  const { stdout } = await promisify(execFile)("sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${line}`]);
  return stdout.split("\0").slice(0, -1);
}

test("a shell hands curl the values unchanged, whatever quotes are in them", async () => {
  const body = { text: `it's "so" $HOME \`date\` \\ \n` };
  const sent = await words({ contentType: "application/json", body, headers: { "x-note": "it's" } });
  expect(sent[0]).toBe("http://mock/notes/a'b");
  expect(sent).toContain("x-note: it's");
  expect(JSON.parse(sent.at(-1) ?? "")).toEqual(body);
});

test("curl names the method where its own would be another", async () => {
  expect(await words({})).toEqual(["-X", "POST", "http://mock/notes/a'b", "-H", "Authorization: Bearer token"]);
});

test("curl sends no token where none is needed, and forms field by field", async () => {
  const form = { contentType: "application/x-www-form-urlencoded", body: { name: "a&b" } };
  expect(await words(form, true)).toEqual(["http://mock/notes/a'b", "--data-urlencode", "name=a&b"]);
});

test("a literal stays on its line while it fits, and breaks from the outside in", () => {
  expect(literal({ a: 1, "b-c": ["x"], d: new Code("new Blob([])"), e: {} })).toBe(
    '{ a: 1, "b-c": ["x"], d: new Blob([]), e: {} }',
  );
  const long = { first: { name: "x".repeat(36) }, second: [] };
  expect(literal(long)).toBe(`{\n  first: { name: "${"x".repeat(36)}" },\n  second: [],\n}`);
  expect(literal({ a: 1 }, 60)).toBe("{\n  a: 1,\n}");
  expect(json(long)).toBe(`{\n  "first": { "name": "${"x".repeat(36)}" },\n  "second": []\n}`);
});
