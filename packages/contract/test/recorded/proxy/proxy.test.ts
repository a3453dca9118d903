import { randomBytes } from "node:crypto";
import { Agent, createServer, type IncomingMessage, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Recorded } from "../../../src/recorded/har/write-entry.ts";
import { MAX_BODY } from "../../../src/recorded/proxy/capture.ts";
import { startProxy } from "../../../src/recorded/proxy/proxy.ts";
import { deadUrl, sendRaw, serve } from "../services.ts";

async function proxy(target: string) {
  const recorded: Recorded[] = [];
  const failures: string[] = [];
  const started = await startProxy({
    target,
    port: 0,
    onExchange: (exchange) => void recorded.push(exchange),
    onFailure: (method, url, reason) => failures.push(`${method} ${url}: ${reason}`),
  });
  onTestFinished(() => started.close(0));
  return { ...started, recorded, failures };
}
const echo = (request: IncomingMessage, response: { end(body: Buffer): void }) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => response.end(Buffer.concat(chunks)));
};
const valuesOf = (raw: string[], name: string) =>
  raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name);

test("10 MB of bytes pass both ways as they are, and are recorded as they are", async () => {
  const { url, recorded } = await proxy(await serve(echo));
  const bytes = randomBytes(10_000_000);
  const received = await sendRaw(`${url}/files?a=%20b`, { method: "POST" }, bytes);
  expect(Buffer.compare(received.body, bytes)).toBe(0);
  await vi.waitFor(() => expect(recorded).toHaveLength(1));
  const [{ exchange, requestSize, responseSize } = {} as Recorded] = recorded;
  expect(exchange.request).toMatchObject({ method: "POST", url: expect.stringMatching(/:\d+\/files\?a=%20b$/) });
  expect(Buffer.compare(exchange.request.body as Buffer, bytes)).toBe(0);
  expect(Buffer.compare(exchange.response.body as Buffer, bytes)).toBe(0);
  expect([requestSize, responseSize]).toEqual([bytes.length, bytes.length]);
});

test("the service gets the request as it is, save what is about the connection", async () => {
  const seen: IncomingMessage[] = [];
  const target = await serve((request, response) => {
    seen.push(request);
    response.end("ok");
  });
  const { url } = await proxy(`${target}/below/`);
  const connection = {
    connection: "keep-alive, x-hop",
    "x-hop": "1",
    te: "trailers",
    "proxy-authorization": "p",
    "accept-encoding": "gzip",
  };
  await sendRaw(`${url}/users?limit=2`, { headers: { ...connection, authorization: "Bearer t", "X-Two": ["1", "2"] } });
  expect(seen[0]?.url).toBe("/below/users?limit=2");
  const { headers, rawHeaders = [] } = seen[0] ?? {};
  expect(headers).toMatchObject({
    host: new URL(target).host,
    authorization: "Bearer t",
    "accept-encoding": "identity",
  });
  for (const name of ["x-hop", "te", "proxy-authorization"]) expect(headers).not.toHaveProperty(name);
  expect(valuesOf(rawHeaders, "x-two")).toEqual(["1", "2"]);
  expect(headers).not.toHaveProperty("transfer-encoding");
});

test("the client gets the response as it is, save what is about the connection", async () => {
  const { url, recorded } = await proxy(
    await serve((_, response) => {
      response.writeHead(418, "Short And Stout", {
        "Set-Cookie": ["a=1", "b=2"],
        "Keep-Alive": "timeout=77",
        "X-Latin": "é",
      });
      response.write("in ");
      response.end("parts");
    }),
  );
  const { status, raw, body } = await sendRaw(url);
  expect([status, body.toString()]).toEqual([418, "in parts"]);
  expect(valuesOf(raw, "set-cookie")).toEqual(["a=1", "b=2"]);
  expect(valuesOf(raw, "keep-alive")).not.toContain("timeout=77");
  await vi.waitFor(() => expect(recorded[0]?.statusText).toBe("Short And Stout"));
  expect(recorded[0]?.exchange.response).toMatchObject({
    status: 418,
    headers: { "set-cookie": "a=1, b=2" },
    body: "in parts",
  });
});

test.each([
  ["HEAD", 200, { "content-length": "526" }],
  ["GET", 204, {}],
  ["GET", 304, { etag: '"a"' }],
  ["DELETE", 200, { "content-length": "0" }],
])("%s with %i has no body", async (method, status, headers) => {
  const target = await serve((_, response) => response.writeHead(status, headers).end());
  const { url, recorded } = await proxy(target);
  const received = await sendRaw(url, { method });
  expect(received.status).toBe(status);
  expect(received.body).toHaveLength(0);
  for (const [name, value] of Object.entries(headers)) expect(valuesOf(received.raw, name)).toEqual([value]);
  await vi.waitFor(() => expect(recorded[0]?.exchange.response.body).toBe(""));
});

test.each(["POST", "DELETE", "GET"])("a body of %s in chunks arrives whole", async (method) => {
  const { url } = await proxy(await serve(echo));
  const { body } = await sendRaw(url, { method, headers: { "transfer-encoding": "chunked" } }, "in chunks");
  expect(body.toString()).toBe("in chunks");
});

test("a POST without a body stays one", async () => {
  const seen: IncomingMessage[] = [];
  const target = await serve((request, response) => {
    seen.push(request);
    request.resume().on("end", () => response.end("ok"));
  });
  const { url, recorded } = await proxy(target);
  await sendRaw(url, { method: "POST" });
  expect(seen[0]?.headers).toMatchObject({ "content-length": "0" });
  await vi.waitFor(() => expect(recorded[0]?.exchange.request.body).toBe(""));
});

test("a client that waits for 100 Continue may go on", async () => {
  const { url } = await proxy(await serve(echo));
  const received = await new Promise<string>((resolve, reject) => {
    const options = { method: "POST", headers: { expect: "100-continue", "content-length": "4" } };
    const request = send(url, options, (response) => resolve(text(response)));
    request.on("error", reject).on("continue", () => request.end("body"));
    request.flushHeaders();
  });
  expect(received).toBe("body");
});

test("many requests of one connection pass one after the other", async () => {
  const { url, recorded } = await proxy(await serve(echo));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const bodies = await Promise.all(["1", "2", "3"].map((body) => sendRaw(url, { agent, method: "POST" }, body)));
  expect(bodies.map(({ body }) => body.toString())).toEqual(["1", "2", "3"]);
  await vi.waitFor(() => expect(recorded).toHaveLength(3));
});

test("an idle connection that the service has closed is no failure", async () => {
  const used = new WeakSet<object>();
  const target = await serve((request, response) => {
    if (used.has(request.socket)) request.socket.resetAndDestroy();
    else response.end("ok");
    used.add(request.socket);
  });
  const { url, failures } = await proxy(target);
  for (let round = 0; round < 3; round += 1) expect((await sendRaw(url)).status).toBe(200);
  expect(failures).toEqual([]);
});

test("compressed responses pass as they are and are recorded as text; what cannot be decoded is not recorded", async () => {
  const zipped = gzipSync('{"a":1}');
  const target = await serve((request, response) => {
    response.writeHead(200, { "content-encoding": request.url === "/odd" ? "odd" : "gzip" });
    response.end(request.url === "/broken" ? zipped.subarray(0, 10) : zipped);
  });
  const { url, recorded } = await proxy(target);
  for (const path of ["/", "/broken", "/odd"]) expect((await sendRaw(url + path)).status).toBe(200);
  expect(Buffer.compare((await sendRaw(url)).body, zipped)).toBe(0);
  await vi.waitFor(() => expect(recorded).toHaveLength(4));
  const bodies = recorded.map(({ exchange }) => [new URL(exchange.request.url).pathname, exchange.response.body]);
  expect(Object.fromEntries(bodies)).toEqual({ "/": '{"a":1}', "/broken": undefined, "/odd": undefined });
});

test("of a body that is too large, only the size is recorded", async () => {
  const size = MAX_BODY + 1;
  const { url, recorded } = await proxy(await serve((_, response) => response.end(Buffer.alloc(size))));
  expect((await sendRaw(url)).body).toHaveLength(size);
  await vi.waitFor(() => expect(recorded).toHaveLength(1));
  expect(recorded[0]).toMatchObject({ responseSize: size, exchange: { response: { body: undefined } } });
});

test("a service that is not there is a 502 for each request, and noted", async () => {
  const target = await deadUrl();
  const { url, recorded, failures } = await proxy(target);
  for (const body of ["", "a body"]) {
    const received = await sendRaw(`${url}/users`, { method: "POST" }, body);
    expect(received.status).toBe(502);
    expect(JSON.parse(received.body.toString())).toMatchObject({ error: "bad_gateway" });
  }
  expect(failures).toHaveLength(2);
  expect(failures[0]).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/users: connect ECONNREFUSED/);
  expect(recorded).toEqual([]);
});

test("a service that hangs up before it responds is a 502", async () => {
  const { url, failures } = await proxy(await serve((request) => request.socket.resetAndDestroy()));
  expect((await sendRaw(url, { method: "POST" }, "x")).status).toBe(502);
  expect(failures).toHaveLength(1);
});

test("a response that the service breaks off is broken off for the client, and recorded as such", async () => {
  const target = await serve((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half");
    setTimeout(() => response.socket?.resetAndDestroy(), 50);
  });
  const { url, recorded, failures } = await proxy(target);
  await expect(sendRaw(url)).rejects.toThrow();
  await vi.waitFor(() => expect(recorded).toHaveLength(1));
  expect(recorded[0]?.exchange.response).toMatchObject({ body: "half", truncated: true });
  expect(failures).toEqual([]);
});

test.each([
  ["before the response", false],
  ["in the middle of the response", true],
])("a client that goes away %s ends the request, which is noted and not recorded", async (_, responds) => {
  const gone = { count: 0 };
  const target = await serve((_request, response) => {
    response.once("close", () => {
      gone.count += 1;
    });
    if (responds) response.write("half");
  });
  const { url, recorded, failures } = await proxy(target);
  const request = send(url, (response) => response.once("data", () => request.destroy()).on("error", () => {}));
  request.on("error", () => {}).end();
  if (!responds) setTimeout(() => request.destroy(), 50);
  await vi.waitFor(
    () => expect(failures).toEqual([expect.stringContaining(": the client closed the connection")]),
    5000,
  );
  await vi.waitFor(() => expect(gone.count).toBe(1), 5000);
  expect(recorded).toEqual([]);
});

test("an upload that the service refuses before it has it is refused", async () => {
  const target = await serve((request, response) => {
    response.writeHead(413).end("too large");
    request.resume();
  });
  const { url, recorded } = await proxy(target);
  const received = await sendRaw(url, { method: "POST" }, Buffer.alloc(2_000_000));
  expect(received).toMatchObject({ status: 413 });
  await vi.waitFor(() => expect(recorded[0]?.exchange.response.body).toBe("too large"));
});

test("it refuses to be a forward proxy, so that nothing is taken for the service that is not", async () => {
  const seen: string[] = [];
  const { url, recorded, failures } = await proxy(
    await serve((request, response) => {
      seen.push(request.url ?? "");
      response.end();
    }),
  );
  const { hostname, port } = new URL(url);
  const { status, body } = await sendRaw(url, { hostname, port, path: "http://elsewhere.example.com/users?limit=1" });
  expect([status, JSON.parse(body.toString())]).toEqual([
    421,
    { error: "misdirected_request", error_description: expect.stringContaining("not a forward proxy") },
  ]);
  const tunnel = await new Promise<number | undefined>((resolve, reject) => {
    const request = send(url, { method: "CONNECT", path: "elsewhere.example.com:443" });
    request.on("connect", ({ statusCode }) => resolve(statusCode)).on("error", reject);
    request.end();
  });
  expect(tunnel).toBe(405);
  expect([seen, recorded, failures.length]).toEqual([[], [], 1]);
});

test("a service that only a proxy reaches is reached through it, tunnel or not", async () => {
  const service = await serve((request, response) => response.end(`${request.headers.host} ${request.url}`));
  const passed: string[] = [];
  const gateway = createServer((request, response) => {
    passed.push(`${request.method} ${request.url}`);
    response.end("through the proxy");
  });
  gateway.on("connect", (request, socket) => {
    passed.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void gateway.close());
  const { port } = gateway.address() as AddressInfo;
  vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${port}`).stubEnv("HTTPS_PROXY", `http://127.0.0.1:${port}`);
  vi.stubEnv("NO_PROXY", "direct.invalid");
  onTestFinished(() => void vi.unstubAllEnvs());
  const through = await proxy("http://chat.invalid");
  expect((await sendRaw(`${through.url}/users`)).body.toString()).toBe("through the proxy");
  const tunnelled = await proxy("https://chat.invalid");
  expect((await sendRaw(`${tunnelled.url}/users`)).status).toBe(502);
  const direct = await proxy("http://direct.invalid");
  expect((await sendRaw(`${direct.url}/users`)).status).toBe(502);
  const local = await proxy(service);
  expect((await sendRaw(`${local.url}/users`)).body.toString()).toContain("/users");
  expect(passed).toEqual(["GET http://chat.invalid/users", "CONNECT chat.invalid:443"]);
});

test("closing waits for what is under way, and for no connection that is kept beyond it", async () => {
  const target = await serve((_, response) => void setTimeout(() => response.end("late"), 200));
  const { url, close, recorded } = await proxy(target);
  const received = sendRaw(url, { agent: new Agent({ keepAlive: true }) });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await close(600_000);
  expect((await received).body.toString()).toBe("late");
  expect(recorded).toHaveLength(1);
});
