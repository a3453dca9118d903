import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { HttpError } from "../src/index.ts";
import { sendRaw } from "./raw.ts";
import { start } from "./start.ts";

describe("what is not HTTP gets a response in the caller's error body", () => {
  test.each([
    ["text", "garbage\r\n\r\n", 400],
    ["bytes", Uint8Array.from({ length: 256 }, (_, byte) => byte), 400],
    ["TLS", Uint8Array.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), 400],
    ["a header without a name", "GET / HTTP/1.1\r\n: x\r\n\r\n", 400],
    ["a request without a host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab", 400],
    ["a chunk without a length", "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400],
    ["an unknown method", "BREW / HTTP/1.1\r\nhost: x\r\n\r\n", 400],
    ["headers beyond all measure", `GET / HTTP/1.1\r\nx: ${"a".repeat(100_000)}\r\n\r\n`, 431],
    ["what is for a proxy", "CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n", 405],
  ])("%s", async (_, bytes, status) => {
    const { url } = await start();
    const response = await sendRaw(url, bytes);
    expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w`));
    if (response.includes("{")) expect(JSON.parse(response.slice(response.indexOf("{"))).refused).toMatch(/\w/);
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("an address", () => {
  test("is loopback and a free port by itself", async () => {
    expect((await start()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each([
    ["::1", /^http:\/\/\[::1\]:\d+$/],
    ["::", /^http:\/\/\[::1\]:\d+$/],
    ["0.0.0.0", /^http:\/\/127\.0\.0\.1:\d+$/],
    ["localhost", /^http:\/\/localhost:\d+$/],
  ])("%s can be called at its url", async (host, expected) => {
    const { url } = await start({ host });
    expect(url).toMatch(expected);
    expect((await fetch(url)).status).toBe(200);
  });

  test("that is taken is said so", async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({ code: "EADDRINUSE", message: `port ${port} is in use` });
  });

  test("that is not this machine's is said so", async () => {
    await expect(start({ host: "192.0.2.1" })).rejects.toMatchObject({
      code: "EADDRNOTAVAIL",
      message: "192.0.2.1 is not an address of this machine",
    });
  });

  test("by which the server was told to listen is a name it is known by", async () => {
    const { url } = await start({ host: "localhost", allowHosts: [] });
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("a handler", () => {
  test("may refuse with a status, a sentence and headers", async () => {
    const { url } = await start({}, () => {
      throw new HttpError(429, "too fast", { "retry-after": "3" });
    });
    const response = await fetch(url);
    expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
      429,
      "3",
      { refused: "too fast" },
    ]);
  });

  test("that fails gives a 500 which does not say what only the log may say", async () => {
    const faults: unknown[] = [];
    const fault = new Error("the password is canary");
    const { url } = await start({ onFault: (error) => faults.push(error) }, async () => Promise.reject(fault));
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining("canary")]);
    expect(faults).toEqual([fault]);
  });

  test("gets header fields as texts, and its response to HEAD has no body", async () => {
    const { url } = await start({}, ({ method, headers }) => ({
      status: 200,
      body: `${method} ${headers["x-two"]} ${headers["set-cookie"]}`,
    }));
    const request = (method: string) =>
      `${method} / HTTP/1.1\r\nhost: x\r\nx-two: 1\r\nx-two: 2\r\nset-cookie: a\r\n\r\n`;
    expect(await sendRaw(url, request("GET"))).toMatch(/\r\n\r\nGET 1, 2 a$/);
    expect(await sendRaw(url, request("HEAD"))).toMatch(/content-length: 11\r\n[\s\S]*\r\n\r\n$/);
  });
});

describe("close", () => {
  test("waits for responses under way, takes no more, and drops who is idle", async () => {
    let respond = () => {};
    const held = new Promise<void>((resolve) => {
      respond = resolve;
    });
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const listener = await start({}, async ({ url }) => {
      if (url === "/slow") {
        arrived();
        await held;
      }
      return { status: 200, body: "whole" };
    });
    const idle = connect(listener.port, "127.0.0.1");
    const idleClosed = new Promise((resolve) => idle.on("close", resolve));
    await (await fetch(listener.url)).text();
    const slow = fetch(`${listener.url}/slow`);
    await arrival;

    // Longer than the test may take.
    const closed = listener.close(600_000);
    await expect(fetch(listener.url)).rejects.toThrow();
    respond();
    expect(await (await slow).text()).toBe("whole");
    await closed;
    await idleClosed;
  });

  test("cuts what takes longer than the grace period", async () => {
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const listener = await start({}, () => {
      arrived();
      return new Promise(() => {});
    });
    const stuck = fetch(listener.url);
    stuck.catch(() => {});
    await arrival;
    await listener.close(50);
    await expect(stuck).rejects.toThrow();
  });
});

test("a response with status 0 cuts the connection, and the server goes on", async () => {
  const statuses: number[] = [];
  const { url } = await start({ onResponse: (_, status) => statuses.push(status) }, ({ url: path }) => ({
    status: path === "/cut" ? 0 : 200,
  }));
  await expect(fetch(`${url}/cut`)).rejects.toThrow(new TypeError("fetch failed"));
  expect((await fetch(url)).status).toBe(200);
  expect(statuses).toEqual([0, 200]);
});

describe("a request for another protocol", () => {
  const UPGRADE = "GET /a HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n";

  test("is handed over with its socket", async () => {
    const { url } = await start({ onUpgrade: ({ url }, socket) => void socket.end(`taken over at ${url}`) });
    expect(await sendRaw(url, UPGRADE)).toBe("taken over at /a");
  });

  test("is refused in HTTP by whoever would take it over, and by the guard", async () => {
    const onUpgrade = () => {
      throw new HttpError(404, "not here");
    };
    const { url } = await start({ onUpgrade });
    expect(await sendRaw(url, UPGRADE)).toMatch(/^HTTP\/1\.1 404 .*"not here"/s);
    const foreign = UPGRADE.replace("host: x", "host: x\r\norigin: https://evil.example");
    expect(await sendRaw(url, foreign)).toMatch(/^HTTP\/1\.1 403 /);
  });
});
