import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { errorOf, json, ROOM, runningMock, TENANT } from "./running-mock.ts";

const mock = runningMock();
const { call } = mock;
const USERS = '{"usernames":["ben"]}';

describe("a JSON body", () => {
  test("that does not parse gets json_parse", async () => {
    expect(await errorOf(call("POST", `${ROOM}/users`, json('{"usernames": [')))).toEqual([
      400,
      "json_parse",
      "expected JSON, but it does not parse: Unexpected end of JSON input",
    ]);
  });

  test("that is missing gets illegal_argument", async () => {
    expect(await errorOf(call("POST", `${ROOM}/users`, json("")))).toEqual([
      400,
      "illegal_argument",
      "body: expected a body, which is empty.",
    ]);
  });

  test.each([
    ["without a type", {}],
    ["with the type that curl adds by itself", { "content-type": "application/x-www-form-urlencoded" }],
    ["with a charset", { "content-type": "Application/JSON; charset=utf-8" }],
  ])("%s is read", async (_, headers: Record<string, string>) => {
    const body = new TextEncoder().encode(USERS);
    expect((await call("POST", `${ROOM}/users`, { headers, body })).status).toBe(200);
    const wrong = new TextEncoder().encode('{"usernames":[]}');
    expect(await errorOf(call("POST", `${ROOM}/users`, { headers, body: wrong }))).toMatchObject({ 0: 400 });
  });

  test.each(["text/plain", "text/xml", "multipart/form-data; boundary=b"])("of type %s gets 415", async (type) => {
    const response = call("POST", `${ROOM}/users`, { headers: { "content-type": type }, body: USERS });
    expect(await errorOf(response)).toEqual([
      415,
      "web_application",
      `expected application/json, got ${type.split(";")[0]}`,
    ]);
  });

  test("may begin with a byte order mark", async () => {
    expect((await call("POST", `${ROOM}/users`, json(`\ufeff${USERS}`))).status).toBe(200);
  });

  test.each([
    ["gzip", gzipSync(USERS)],
    ["deflate", deflateSync(USERS)],
    ["br", brotliCompressSync(USERS)],
  ])("may be packed with %s", async (encoding, body) => {
    const headers = { "content-type": "application/json", "content-encoding": encoding };
    expect((await call("POST", `${ROOM}/users`, { headers, body })).status).toBe(200);
  });

  test("packed otherwise is refused", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "zstd" };
    expect(await errorOf(call("POST", `${ROOM}/users`, { headers, body: USERS }))).toEqual([
      415,
      "web_application",
      "expected a body in Content-Encoding gzip, deflate, br or none, got zstd",
    ]);
  });

  test("does not matter without a token", async () => {
    const response = await call("POST", `${ROOM}/users`, { ...json("{"), headers: { authorization: "" } });
    expect(response.status).toBe(401);
  });

  test("larger than any file of the API is refused with a response", async () => {
    expect(await errorOf(call("POST", `${ROOM}/users`, json(" ".repeat(33 * 1024 * 1024))))).toEqual([
      413,
      "Request Entity Too Large",
      "the body is larger than 32 MiB",
    ]);
  });
});

test.each([
  ["JSON", json('{"reason":"none"}')],
  ["no JSON", json("{")],
  ["a form", { body: new URLSearchParams({ a: "b" }) }],
  ["text", { body: "text" }],
])("a body where none is described is ignored: %s", async (_, init: RequestInit) => {
  expect((await call("DELETE", `${ROOM}/users/ben`, init)).status).toBe(200);
});

describe("a form", () => {
  const path = `${TENANT}/metadata/user/ada`;

  test("is read by fields", async () => {
    expect((await call("PUT", path, { body: new URLSearchParams({ nickname: "Ada", mail: "a@b.c" }) })).status).toBe(
      200,
    );
  });

  test("is no place for JSON", async () => {
    expect(await errorOf(call("PUT", path, json('{"nickname":"Ada"}')))).toEqual([
      415,
      "web_application",
      "expected application/x-www-form-urlencoded, got application/json",
    ]);
  });
});

describe("a form with files", () => {
  const upload = (parts: Record<string, Blob | string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) form.append(name, value as Blob);
    return call("POST", `${TENANT}/chatfiles`, { body: form });
  };

  test("takes any bytes", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, byte) => byte % 256);
    expect((await upload({ file: new Blob([bytes]) })).status).toBe(200);
  });

  test("may have parts without a type", async () => {
    expect((await upload({ file: "text without a type" })).status).toBe(200);
  });

  test("without a described part is refused", async () => {
    expect(await errorOf(upload({ picture: new Blob(["x"]) }))).toEqual([
      400,
      "illegal_argument",
      'body /file: expected the property "file", which is missing.',
    ]);
  });

  test("whose frame is broken is refused with what is", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const body = '--b\r\nContent-Disposition: form-data; name="file"\r\n--b--\r\n';
    expect(await errorOf(call("POST", `${TENANT}/chatfiles`, { headers, body }))).toEqual([
      400,
      "illegal_argument",
      "expected a multipart body, but part 1 has no empty line after its headers",
    ]);
  });
});
