import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmulatedApp, type StartedEmulator, startEmulator } from "../../src/index.ts";
import { send } from "../support/raw.ts";

let emulator: StartedEmulator;
let app: EmulatedApp;
const lines: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ log: (line) => lines.push(line), allowOrigins: ["https://docs.example.com"] });
  app = await emulator.app();
});
afterAll(() => emulator.close());

/** A request whose `Host` is not the one that it goes to. */
function withHost(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(emulator.url);
    const call = request({ hostname, port, path, headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on("error", reject);
    call.end();
  });
}

test("it listens on loopback, on a free port", () => {
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test("what a path is not, is a 404 that says what there is", async () => {
  expect(await send(app, "GET", "/nothing")).toMatchObject({
    status: 404,
    body: { error: "service_resource_not_found", error_description: expect.stringContaining("no such path") },
  });
  const patched = await send(app, "PATCH", "/users");
  expect(patched.body["error_description"]).toContain("the API has DELETE and GET and POST there");
});

describe("a body", () => {
  test.each([
    ["no JSON", "{", { error: "json_parse", status: 400 }],
    ["an empty one", "", { error: "illegal_argument", status: 400 }],
    ["null", "null", { error: "illegal_argument", status: 400 }],
    ["a text", '"ada"', { error: "illegal_argument", status: 400 }],
    ["JSON that is nested too deep", "[".repeat(100_000), { error: "json_parse", status: 400 }],
    ["__proto__", '{"username":"ada","__proto__":{"x":1}}', { status: 200 }],
  ])("that is %s is answered as the API does", async (_, body, { status, ...expected }) => {
    const answered = await send(await emulator.app(), "POST", "/users", { body });
    expect(answered.status).toBe(status);
    expect(answered.body).toMatchObject(expected);
  });

  test("of another type is a 415", async () => {
    const headers = { "content-type": "text/xml" };
    const answered = await send(app, "POST", "/users", { body: "<ada/>", headers });
    expect(answered).toMatchObject({ status: 415, body: { error: "web_application" } });
  });

  test("of more than 10 MB is no file of a group", async () => {
    const own = await emulator.app();
    await send(own, "POST", "/users", { body: { username: "ada" } });
    const { body } = await send(own, "POST", "/chatgroups", { body: { owner: "ada" } });
    const { groupid } = body["data"] as { groupid: string };
    const url = `${own.baseUrl}/${own.org}/${own.app}/chatgroups/${groupid}/share_files`;
    const upload = async (field: string, size: number) => {
      const form = new FormData();
      form.append(field, new Blob([new Uint8Array(size)]), "file.bin");
      const headers = { authorization: "Bearer any" };
      const response = await fetch(url, { method: "POST", headers, body: form });
      return [response.status, ((await response.json()) as { error?: string }).error];
    };
    expect(await upload("file", 10 * 1024 * 1024)).toEqual([200, undefined]);
    expect(await upload("file", 10 * 1024 * 1024 + 1)).toEqual([413, "file exceeding maximum limit"]);
    expect(await upload("other", 1)).toEqual([400, "IllegalArgumentException"]);
  });
});

describe("web pages", () => {
  const path = () => `/${app.org}/${app.app}/users`;
  const authorization = "Bearer any";

  test("of localhost and of allowed origins may call the API", async () => {
    for (const origin of ["http://localhost:3000", "https://docs.example.com"]) {
      const response = await fetch(emulator.url + path(), { headers: { authorization, origin } });
      expect(response.status).toBe(200);
      expect(response.headers.get("access-control-allow-origin")).toBe(origin);
    }
  });

  test("of other origins may not, under whatever name they call", async () => {
    const foreign = { authorization, origin: "https://evil.example" };
    expect((await fetch(emulator.url + path(), { headers: foreign })).status).toBe(403);
    expect((await withHost(path(), { authorization, host: "rebound.example" })).status).toBe(403);
  });

  test("of any other origin may not steer it, not even those that may call the API", async () => {
    const health = `${emulator.url}/_emulator/health`;
    for (const origin of ["http://localhost:3000", "https://docs.example.com", "null"]) {
      expect((await fetch(health, { headers: { origin } })).status).toBe(403);
    }
    expect((await fetch(health, { headers: { origin: emulator.url } })).status).toBe(200);
    expect((await withHost("/_emulator/health", { host: "rebound.example" })).status).toBe(403);
  });
});

test("each response is a line without query, header or body", async () => {
  lines.length = 0;
  await send(app, "POST", "/users?password=hush", { body: { username: "zoe", password: "hush" }, token: "hush" });
  expect(lines).toEqual([`200 POST /${app.org}/${app.app}/users`]);
});

test("two emulators cannot have one port", async () => {
  const port = Number(new URL(emulator.url).port);
  await expect(startEmulator({ port })).rejects.toThrow(`port ${port} is in use`);
});
