// What the engine makes of exchanges that no server of the tests sends, as recordings have them.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createChecker, type ExchangeRequest, type ExchangeResponse, REMOVED } from "../../src/index.ts";

const { checkExchange } = createChecker({
  description: fileURLToPath(new URL("faults/description.yaml", import.meta.url)),
});
const json = { "content-type": "application/json" };

/** Rule and pointer of each finding. */
function found(request: Partial<ExchangeRequest>, response: Partial<ExchangeResponse>): string[] {
  const sent = { method: "GET", url: "/notes/latest", headers: {}, ...request };
  const findings = checkExchange(sent, { status: 200, headers: json, ...response });
  return findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

const note = (more: object) => JSON.stringify({ id: "n1", text: "Out the door", ...more });
const latest = (body: object) => found({}, { body: JSON.stringify(body) });

describe("of several shapes", () => {
  test("the one that fits says what is documented", () => {
    expect(latest({ kind: "draft", draft: {} })).toEqual([]);
    expect(latest({ kind: "draft", draft: { any: 1 }, color: "green" })).toEqual([
      "response/body/undocumented-property /color",
    ]);
  });

  test("the nearest says what is wrong, however much that is", () => {
    expect(latest({ id: 1, text: 2, author: 3, tags: 4 })).toEqual([
      "response/body/type /id",
      "response/body/type /text",
      "response/body/type /author",
      "response/body/type /tags",
    ]);
  });

  test("all want the type that another value does not have", () => {
    expect(latest([])).toEqual(["response/body/type "]);
  });
});

test("a body that was kept is held to its announced length, in bytes", () => {
  const body = note({ text: "Hügel" });
  const headers = { ...json, "content-length": String(Buffer.byteLength(body)) };
  expect(found({}, { headers, body })).toEqual([]);
  expect(found({}, { headers, body: body.slice(0, -4) })).toEqual(["response/body/truncated "]);
  expect(found({}, { headers: { ...headers, "content-encoding": "gzip" }, body: note({}) })).toEqual([]);
});

test("a body that was not kept is no finding, and a missing one is", () => {
  expect(found({}, { body: undefined })).toEqual([]);
  expect(found({}, { body: "" })).toEqual(["response/body/empty "]);
});

test("a status that never has a body needs none, whatever the default documents", () => {
  expect(found({ method: "DELETE", url: "/notes/n1" }, { status: 304, headers: {}, body: "" })).toEqual([]);
});

test("names of headers count in any case, and methods too", () => {
  const headers = { "Content-Type": "application/json; charset=UTF-8", "X-Total": "3" };
  expect(found({ method: "get", url: "/notes" }, { headers, body: '{"notes":[]}' })).toEqual([]);
});

test("files may have any type but that of an error or a page", () => {
  const download = (type: string) => found({ url: "/files/f1" }, { headers: { "content-type": type }, body: "{}" });
  expect(download("video/mp4")).toEqual([]);
  expect(download("application/json")).toEqual(["response/content-type /content-type"]);
  expect(download("text/html")).toEqual(["response/content-type /content-type"]);
});

test("a list in the path is as long as it may be, comma encoded or not", () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `n${"1".repeat(300)}${index}`);
  const list = (count: number, comma: string) =>
    found({ url: `http://127.0.0.1/notes/${names(count).join(comma)}?` }, { body: "[]" });
  expect([list(3, ","), list(3, "%2C")]).toEqual([[], []]);
  expect(list(4, ",")).toEqual(["request/parameter/invalid /ids"]);
});

test("the fields of a form are read as what they stand for", () => {
  const send = (fields: Record<string, string>) =>
    found(
      {
        method: "POST",
        url: "/notes",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      },
      { status: 201, body: note({}) },
    );
  expect(send({ text: "12", starred: "true" })).toEqual([]);
  expect(send({ text: "12", starred: "12" })).toEqual(["request/body/type /starred"]);
});

describe("a wrong request", () => {
  const wrong = { method: "DELETE", url: "/notes/x1" };
  const error = { headers: json, body: '{"error":"illegal"}' };

  test("counts when it was done, and when the service failed", () => {
    expect(found(wrong, { status: 204, headers: {}, body: "" })).toEqual(["request/parameter/invalid /ids/0"]);
    expect(found(wrong, { status: 500, ...error })).toEqual(["request/parameter/invalid /ids/0"]);
  });

  test("does not count when it was refused", () => {
    expect(found(wrong, { status: 400, ...error })).toEqual([]);
  });
});

test("what was removed from a recording is no finding, and what stands beside it is", () => {
  expect(latest({ id: "n1", text: "x", color: REMOVED, written: `for ${REMOVED}` })).toEqual([]);
  expect(latest({ id: "n1", text: "x", color: "mauve", written: REMOVED })).toEqual(["response/body/enum /color"]);
});
