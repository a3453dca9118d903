// The mock as a server: who may call it, what it says of itself, how it ends.
import { createRequire } from "node:module";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { startMock } from "../src/index.ts";
import { errorOf, ROOM, runningMock, TENANT } from "./running-mock.ts";

const mock = runningMock();
const { call } = mock;
const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

/** Sends bytes and resolves to the whole response. */
const raw = (bytes: string | Uint8Array) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(mock.url).port), "127.0.0.1", () => socket.write(bytes));
    let response = "";
    socket.on("data", (chunk) => {
      response += chunk;
      socket.end();
    });
    socket.on("close", () => resolve(response));
    socket.on("error", reject);
  });

describe("any bytes get a response in the API's error body", () => {
  test.each([
    ["not HTTP", "garbage\r\n\r\n"],
    ["binary", Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ["a header without a name", "GET / HTTP/1.1\r\n: x\r\n\r\n"],
    ["a URL that is not one", "GET //:\\ HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["an unknown method", "BREW / HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["headers beyond all measure", `GET / HTTP/1.1\r\nx: ${"a".repeat(100_000)}\r\n\r\n`],
    ["a host that is not this one", `GET ${TENANT}/users HTTP/1.1\r\nhost: evil.example\r\n\r\n`],
  ])("%s", async (_, bytes) => {
    const response = await raw(bytes);
    expect(response).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(JSON.parse(response.slice(response.indexOf("{")))).toMatchObject({
      error: expect.any(String),
      error_description: expect.any(String),
    });
    expect((await call("GET", `${ROOM}/users`)).status).toBe(200);
  });
});

describe("a token", () => {
  test.each(["Bearer t", "bearer t", "BEARER t", "Bearer  t"])("may come as %j", async (authorization) => {
    expect((await call("GET", `${TENANT}/users`, { headers: { authorization } })).status).toBe(200);
  });

  test.each(["", "t", "Bearer", "Bearer ", "Basic dDp0"])("that is none is refused: %j", async (authorization) => {
    expect(await errorOf(call("GET", `${TENANT}/users`, { headers: { authorization } }))).toMatchObject({
      0: 401,
      1: "unauthorized",
    });
  });
});

describe("health checks see a server", () => {
  test("at /", async () => {
    const response = await fetch(`${mock.url}/`);
    expect([response.status, await response.json()]).toEqual([200, { name: "@agora-chat-openapi/mock", version }]);
    expect((await fetch(`${mock.url}/`, { method: "HEAD" })).status).toBe(200);
  });

  test("by HEAD, which is GET without a body", async () => {
    const response = await call("HEAD", `${TENANT}/users`);
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect((await call("HEAD", `${TENANT}/nowhere`)).status).toBe(404);
    expect((await fetch(`${mock.url}${TENANT}/users`, { method: "HEAD" })).status).toBe(401);
  });

  test("by OPTIONS, which names the methods", async () => {
    const response = await call("OPTIONS", `${TENANT}/chatgroups`);
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, POST"]);
  });
});

describe("pages", () => {
  const from = (origin: string) => ({ headers: { origin } });

  test("on localhost may call it, and ask beforehand", async () => {
    const origin = "http://localhost:8080";
    const preflight = await fetch(`${mock.url}${ROOM}/users`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([204, "authorization"]);
    const response = await call("GET", `${ROOM}/users`, from(origin));
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
  });

  test("of other origins may not, unless they are allowed", async () => {
    expect(await errorOf(call("GET", `${ROOM}/users`, from("https://docs.example.com")))).toEqual([
      403,
      "forbidden_op",
      expect.stringContaining("--allow-origin https://docs.example.com"),
    ]);
    const open = await startMock({ port: 0, allowOrigins: ["https://docs.example.com"] });
    const headers = { authorization: "Bearer t", origin: "https://docs.example.com" };
    expect((await fetch(`${open.url}${ROOM}/users`, { headers })).status).toBe(200);
    await open.close();
  });
});

test("it responds with JSON whatever the caller accepts", async () => {
  const response = await call("GET", `${ROOM}/users`, { headers: { accept: "text/html" } });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
});

test("it logs a line for each request, without the token", async () => {
  const lines: string[] = [];
  const logging = await startMock({ port: 0, log: (line) => lines.push(line) });
  const headers = { authorization: "Bearer canary" };
  await fetch(`${logging.url}${TENANT}/chatgroups?cursor=canary`, { headers });
  await fetch(`${logging.url}${TENANT}/nowhere`, { headers });
  await logging.close();
  expect(lines).toEqual([`200 GET ${TENANT}/chatgroups`, `404 GET ${TENANT}/nowhere`]);
});

test("it says which port is taken", async () => {
  const { port } = new URL(mock.url);
  await expect(startMock({ port: Number(port) })).rejects.toMatchObject({
    code: "EADDRINUSE",
    message: `port ${port} is in use`,
  });
});
