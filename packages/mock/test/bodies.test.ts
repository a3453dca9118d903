// What reaches the mock before the description does: bytes that are no HTTP, paths it does not have, odd bodies.
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mock, startMock } from "../src/index.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.close());

const room = "/41117440/383391/chatrooms/271830463414273";
const call = (method: string, path: string, init: RequestInit = {}) =>
  fetch(`${mock.url}${path}`, { ...init, method, headers: { authorization: "Bearer t", ...init.headers } });
const json = (body: string) => ({ headers: { "content-type": "application/json" }, body });
const errorBody = { error: expect.any(String), error_description: expect.any(String) };

/** Sends raw bytes and returns the whole raw answer. */
const raw = (bytes: string | Uint8Array) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(mock.url).port), "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
      socket.end();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });

describe("any bytes get an HTTP answer in the API's error body", () => {
  test.each([
    ["no HTTP", "garbage\r\n\r\n"],
    ["binary", Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ["a header without a name", "GET / HTTP/1.1\r\n: x\r\n\r\n"],
    ["a URL that is none", "GET //:\\ HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["a method that is none", "BREW / HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["headers beyond all measure", `GET / HTTP/1.1\r\nx: ${"a".repeat(100_000)}\r\n\r\n`],
  ])("%s", async (_, bytes) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(JSON.parse(answer.slice(answer.indexOf("{")))).toMatchObject(errorBody);
  });

  test("and the mock lives on", async () => {
    expect((await call("GET", `${room}/users`)).status).toBe(200);
  });
});

describe("paths", () => {
  test("that the description lacks get 404", async () => {
    const response = await call("GET", "/41117440/383391/nowhere");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: "service_resource_not_found",
      error_description: expect.stringContaining("no such path"),
    });
  });

  test("with another method get 404 that names the methods there are", async () => {
    const response = await call("PUT", "/41117440/383391/chatgroups");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error_description: expect.stringContaining("GET") });
  });

  test("with a literal segment win over those with a parameter", async () => {
    const superAdmins = await call("GET", "/41117440/383391/chatrooms/super_admin");
    expect(await superAdmins.json()).toMatchObject({ data: ["hana"] });
  });

  test("with broken escapes are refused", async () => {
    expect((await call("GET", "/41117440/383391/chatrooms/%zz/users")).status).toBe(404);
  });

  test.each(["dmitri,lena", "dmitri%2Clena"])("may list names with plain or encoded commas: %s", async (names) => {
    expect((await call("DELETE", `${room}/users/${names}`)).status).toBe(200);
  });

  test("hold no more names than the description allows", async () => {
    const names = Array.from({ length: 101 }, (_, index) => `user${index}`).join(",");
    const response = await call("DELETE", `${room}/users/${names}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error_description: expect.stringContaining("more than 100") });
  });
});

describe("bodies", () => {
  test("that are not JSON get json_parse", async () => {
    const response = await call("POST", `${room}/users`, json('{"usernames": ['));
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ error: "json_parse" })]);
  });

  test("that are missing get illegal_argument", async () => {
    const response = await call("POST", `${room}/users`, json(""));
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: "illegal_argument" }),
    ]);
  });

  test("of another type get 415", async () => {
    const response = await call("POST", `${room}/users`, { headers: { "content-type": "text/plain" }, body: "x" });
    expect([response.status, await response.json()]).toEqual([
      415,
      expect.objectContaining({ error: "web_application" }),
    ]);
  });

  test("do not matter without a token", async () => {
    const response = await call("POST", `${room}/users`, { ...json("{"), headers: { authorization: "" } });
    expect(response.status).toBe(401);
  });

  test("of any bytes pass as files", async () => {
    const form = new FormData();
    form.append("file", new Blob([Uint8Array.from({ length: 70_000 }, (_, byte) => byte % 256)]), "a.bin");
    expect((await call("POST", "/41117440/383391/chatfiles", { body: form })).status).toBe(200);
  });

  test("without a described part are refused", async () => {
    const form = new FormData();
    form.append("picture", new Blob(["x"]), "a.bin");
    expect((await call("POST", "/41117440/383391/chatfiles", { body: form })).status).toBe(400);
  });

  test("may have parts without a type", async () => {
    const form = new FormData();
    form.append("file", "text without a type");
    expect((await call("POST", "/41117440/383391/chatfiles", { body: form })).status).toBe(200);
    const other = new FormData();
    other.append("picture", "text without a type");
    const refused = await call("POST", "/41117440/383391/chatfiles", { body: other });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("'file'")]);
  });

  test("larger than any file of the API are refused with an answer", async () => {
    const response = await call("POST", `${room}/users`, json(" ".repeat(33 * 1024 * 1024)));
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error_description: expect.stringContaining("32 MiB") }),
    ]);
  });
});

describe("Prefer", () => {
  const prefer = (value: string) => call("GET", "/41117440/383391/chatgroups", { headers: { prefer: value } });

  test("an example alone implies its status", async () => {
    expect((await prefer("example=reach_limit")).status).toBe(429);
  });

  test("names with blanks may be quoted", async () => {
    const form = new FormData();
    form.append("file", new Blob(["x"]), "a.bin");
    const headers = { prefer: 'code=413, example="file exceeding maximum limit"' };
    expect((await call("POST", "/41117440/383391/chatfiles", { body: form, headers })).status).toBe(413);
  });

  test("dynamic answers differ from the example", async () => {
    const [example, dynamic] = await Promise.all([
      prefer("").then((r) => r.json()),
      prefer("dynamic=true").then((r) => r.json()),
    ]);
    expect(dynamic).toHaveProperty("data");
    expect(dynamic).not.toEqual(example);
  });

  test.each(["code=418", "code=nonsense", "example=nonsense"])("%s is refused with what there is", async (value) => {
    const response = await prefer(value);
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error_description: expect.stringMatching(/^Prefer: .*(200|page)/) }),
    ]);
  });
});

describe("the server", () => {
  test("answers a browser of another origin", async () => {
    const preflight = await call("OPTIONS", `${room}/users`, { headers: { origin: "http://localhost:8080" } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  });

  test("answers JSON whatever the caller accepts", async () => {
    const response = await call("GET", `${room}/users`, { headers: { accept: "text/html" } });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
  });

  test("logs a line for each request, without the token", async () => {
    const lines: string[] = [];
    const logging = await startMock({ port: 0, log: (line) => lines.push(line) });
    await fetch(`${logging.url}/41117440/383391/chatgroups?cursor=canary`, {
      headers: { authorization: "Bearer canary" },
    });
    await logging.close();
    expect(lines).toEqual(["200 GET /41117440/383391/chatgroups"]);
  });

  test("says which port is taken", async () => {
    await expect(startMock({ port: Number(new URL(mock.url).port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
