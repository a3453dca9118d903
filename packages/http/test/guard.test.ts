import { request as httpRequest } from "node:http";
import { describe, expect, test } from "vitest";
import { createGuard } from "../src/index.ts";
import { sendRaw } from "./raw.ts";
import { start } from "./start.ts";

/** `fetch` sets neither `Host` nor `Origin` as it is told. */
const call = (url: string, headers: Record<string, string>) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const request = httpRequest(url, { headers }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.on("error", reject).end();
  });

describe("the host", () => {
  test.each([
    "localhost",
    "localhost:4010",
    "LOCALHOST.",
    "app.localhost:80",
    "127.0.0.1:4010",
    "192.168.1.20:4010",
    "[::1]:4010",
    "[fe80::1]",
    "mock:4010",
  ])("%s passes", async (host) => {
    const { url } = await start();
    expect((await call(url, { host })).status).toBe(200);
  });

  test.each(["evil.example", "evil.example:4010", "localhost.evil.example", "127.0.0.1.evil.example"])(
    "%s is refused",
    async (host) => {
      const { url } = await start();
      const { status, text } = await call(url, { host });
      expect(status).toBe(403);
      expect(JSON.parse(text).refused).toBe(
        `this server is not known as ${host}; if that is not intended, start it with --allow-host ${host.split(":")[0]}`,
      );
    },
  );

  test.each([
    [["host.docker.internal"], "host.docker.internal:4010", 200],
    [["host.docker.internal"], "other.docker.internal", 403],
    [[".Example.com"], "example.com", 200],
    [[".example.com"], "a.b.example.com:1", 200],
    [[".example.com"], "badexample.com", 403],
    [["*"], "whatever.example", 200],
  ])("allowed %s: %s gets %i", async (allowHosts, host, status) => {
    const { url } = await start({ allowHosts });
    expect((await call(url, { host })).status).toBe(status);
  });

  test("need not be named by HTTP/1.0", async () => {
    const { url } = await start();
    expect(await sendRaw(url, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe("the origin", () => {
  test.each([
    "http://localhost:8080",
    "https://localhost",
    "http://127.0.0.1:3000",
    "http://[::1]:80",
    "http://a.localhost",
  ])("%s passes", async (origin) => {
    const { url } = await start();
    const { status, headers } = await call(url, { origin });
    expect([status, headers["access-control-allow-origin"]]).toEqual([200, origin]);
  });

  test.each([
    "https://evil.example",
    "http://localhost.evil.example",
    "null",
    "http://10.0.0.5",
    "chrome-extension://abc",
  ])("%s is refused, and may not read why", async (origin) => {
    const { url } = await start();
    const { status, headers, text } = await call(url, { origin });
    expect([status, headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    expect(text).toContain(`--allow-origin ${origin}`);
  });

  test("of the server itself passes, by whichever address it is called", async () => {
    const { url } = await start();
    expect((await call(url, { host: "10.0.0.5:4010", origin: "http://10.0.0.5:4010" })).status).toBe(200);
    expect((await call(url, { host: "10.0.0.5:4010", origin: "http://10.0.0.5:8080" })).status).toBe(403);
  });

  test.each([
    [["https://docs.example.com"], "https://docs.example.com", 200],
    [["https://docs.example.com"], "http://docs.example.com", 403],
    [["https://docs.example.com"], "https://docs.example.com:8443", 403],
    [["null"], "null", 200],
    [["*"], "https://any.example", 200],
  ])("allowed %s: %s gets %i", async (allowOrigins, origin, status) => {
    const { url } = await start({ allowOrigins });
    expect((await call(url, { origin })).status).toBe(status);
  });

  test("of a page that asks beforehand is refused as well", async () => {
    const { url } = await start();
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const { status } = await new Promise<{ status: number | undefined }>((resolve, reject) => {
      const request = httpRequest(url, { method: "OPTIONS", headers }, (response) => {
        response.resume();
        resolve({ status: response.statusCode });
      });
      request.on("error", reject).end();
    });
    expect(status).toBe(403);
  });
});

describe("what is allowed is held to its form", () => {
  test.each(["http://mock", "mock:4010", "a b", ""])("host %j", (host) => {
    expect(() => createGuard({ allowHosts: [host] })).toThrow(`"${host}" is not a host`);
  });
  test.each(["docs.example.com", "https://docs.example.com/", "https://docs.example.com/a", ""])(
    "origin %j",
    (origin) => {
      expect(() => createGuard({ allowOrigins: [origin] })).toThrow(`"${origin}" is not an origin`);
    },
  );
});
