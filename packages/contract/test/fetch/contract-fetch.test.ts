// What passes through a fetch, whoever reads it: the typed client, somebody who reads a part, nobody.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createChatClient } from "@agora-chat-openapi/client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ContractError, type ContractFetch, contractFetch, createChecker, readDescription } from "../../src/index.ts";

const APP = "/41117440/383391";
const FILE = `${APP}/chatfiles/5fd74830-7f3b-4d9e-9c41-6b1f0d2e8a55`;
const description = readDescription();
const headers = { authorization: "Bearer t" };

async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const fetchOf = (mode: "throw" | "collect"): ContractFetch =>
  contractFetch(globalThis.fetch, { mode, checker: createChecker({ description }) });
const rulesOf = ({ findings }: ContractFetch) => findings.map(({ rule }) => rule);

describe("beneath the typed client", () => {
  /** A service whose responses are not as described, and how often it was asked. */
  async function faulty(mode: "throw" | "collect") {
    const asked: string[] = [];
    const baseUrl = await serve((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.setHeader("content-type", "application/json");
      response.end('{"entities":7}');
    });
    const fetch = fetchOf(mode);
    const chat = createChatClient({ baseUrl, org: "41117440", app: "383391", token: "t", fetch });
    return { asked, fetch, chat };
  }
  const path = { username: "ada" };

  test("a contract error comes through as it is, and the call is made once", async () => {
    const { asked, chat } = await faulty("throw");
    const error = await chat.getUser({ path }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ContractError);
    expect((error as ContractError).findings.map(({ rule }) => rule)).toContain("response/body/type");
    expect(asked).toEqual([`GET ${APP}/users/ada`]);
  });

  test.each([
    ["safely", (chat: ReturnType<typeof createChatClient>) => chat.getUser.safe({ path })],
    ["to delete", (chat: ReturnType<typeof createChatClient>) => chat.deleteUser({ path, confirm: true })],
    ["by path", (chat: ReturnType<typeof createChatClient>) => chat.GET("/users/{username}", { params: { path } })],
    [
      "page by page",
      async (chat: ReturnType<typeof createChatClient>) => {
        for await (const _ of chat.listUsers.items());
      },
    ],
  ])("so it does when the call is made %s", async (_, call) => {
    const { asked, chat } = await faulty("throw");
    await expect(call(chat)).rejects.toBeInstanceOf(ContractError);
    expect(asked).toHaveLength(1);
  });

  test("that only collects, the call goes on", async () => {
    const { chat, fetch } = await faulty("collect");
    expect(await chat.getUser({ path })).toEqual({ entities: 7 });
    expect(rulesOf(fetch)).toContain("response/body/type");
  });

  test("errors of the connection are still what they were", async () => {
    const baseUrl = await serve((request) => request.socket.destroy());
    const fetch = fetchOf("throw");
    const chat = createChatClient({ baseUrl, org: "41117440", app: "383391", token: "t", maxRetries: 0, fetch });
    expect((await chat.getUser.safe({ path })).error?.name).toBe("ChatNetworkError");
  });
});

describe("a file", () => {
  /** A service with one file of two halves, and what it sends of it. */
  const half = Buffer.alloc(100_000, 1);
  const service = (type: string, status = 200, ends = true) =>
    serve((_, response) => {
      response.writeHead(status, { "content-type": type, "content-length": 2 * half.length });
      response.write(half);
      if (ends) response.end(half);
    });

  test("is judged by status and type before anybody has read it", async () => {
    const fetch = fetchOf("throw");
    const [ofStatus, ofType] = [await service("image/png", 418), await service("application/pdf")];
    await expect(fetch(ofStatus + FILE, { headers })).rejects.toThrow("response/status");
    await expect(fetch(`${ofType}${APP}/users/ada`, { headers })).rejects.toThrow("response/content-type");
    expect(fetch.unreadBodies).toBe(0);
  });

  test("that nobody reads, or not to its end, counts as unread", async () => {
    const fetch = fetchOf("throw");
    const url = (await service("image/png")) + FILE;
    await fetch(url, { headers });
    const response = await fetch(url, { headers });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect([fetch.unreadBodies, fetch.findings]).toEqual([2, []]);
    expect(fetch.checker.coverage.exchanges).toBe(2);
  });

  test("that is read to its end does not, and counts once for coverage", async () => {
    const fetch = fetchOf("throw");
    const response = await fetch((await service("image/png")) + FILE, { headers });
    expect(fetch.unreadBodies).toBe(1);
    expect((await response.arrayBuffer()).byteLength).toBe(2 * half.length);
    expect([fetch.unreadBodies, fetch.findings, fetch.checker.coverage.exchanges]).toEqual([0, [], 1]);
  });

  test("that its reader aborts is unread, and not the fault of the service", async () => {
    const fetch = fetchOf("throw");
    const controller = new AbortController();
    const url = (await service("image/png", 200, false)) + FILE;
    const response = await fetch(url, { headers, signal: controller.signal });
    const reading = response.arrayBuffer();
    controller.abort();
    await expect(reading).rejects.toThrow();
    expect([fetch.unreadBodies, fetch.findings]).toEqual([1, []]);
  });
});

test("JSON that the caller aborts is unread, and not the fault of the service", async () => {
  const fetch = fetchOf("throw");
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"action":');
  });
  const controller = new AbortController();
  const call = fetch(`${url}${APP}/chatgroups`, { headers, signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  const response = await call;
  await expect(response.json()).rejects.toThrow();
  expect([fetch.unreadBodies, fetch.findings]).toEqual([1, []]);
});

test("events, which have no end, are not waited for", async () => {
  const fetch = fetchOf("collect");
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
  });
  const response = await fetch(`${url}${APP}/chatgroups`, { headers });
  expect(rulesOf(fetch)).toEqual(["response/content-type"]);
  const { value } = (await response.body?.getReader().read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe("data: 1\n\n");
});

test("wrong values may be allowed, beside what is undocumented", async () => {
  const url = await serve((_, response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        error: "no_such_code",
        exception: "x",
        error_description: "x",
        timestamp: 1772445600000,
        duration: 0,
      }),
    );
  });
  const onFinding = vi.fn();
  const strict = fetchOf("collect");
  const lenient = contractFetch(fetch, { checker: createChecker({ description }), allowValues: true, onFinding });
  for (const each of [strict, lenient]) await each(`${url}${APP}/chatgroups`, { headers });
  expect(strict.findings).toMatchObject([{ severity: "value", rule: "response/body/error-code" }]);
  expect([lenient.findings, onFinding.mock.calls]).toEqual([[], []]);
});
