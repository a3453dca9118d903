// What becomes of a response that is not what the service sends.
import { describe, expect, test } from "vitest";
import { ChatApiError, ChatDecodeError, ChatNetworkError } from "../src/index.ts";
import { bare, cutOff, dropped, errorOf, json, page, startRaw, startSequence } from "./hostile.ts";
import { deadUrl, failure, success } from "./server.ts";

const PAGE = "<html><title>Bad gateway</title></html>";
const once = { maxRetries: 0 };

describe.each([401, 403, 413, 429, 500, 502, 503, 504])("a proxy's page with %i", (status) => {
  test("is an API error that keeps the text", async () => {
    const service = await startSequence(
      page(status, PAGE + "x".repeat(1000), { "retry-after": "7", "x-request-id": "r1" }),
    );
    const error = await errorOf(service.client(once));
    expect(error).toBeInstanceOf(ChatApiError);
    expect(error).toMatchObject({
      status,
      code: undefined,
      description: "",
      exception: undefined,
      text: (PAGE + "x".repeat(1000)).slice(0, 500),
      body: PAGE + "x".repeat(1000),
      retryable: [408, 429, 502, 503, 504].includes(status),
      retryAfterMs: 7000,
      requestId: "r1",
      message: `listChatgroups: ${status} ${PAGE}${"x".repeat(60 - PAGE.length)}`,
    });
    expect(error.headers?.get("content-type")).toBe("text/html");
    expect(await error.response?.text()).toHaveLength(PAGE.length + 1000);
  });
});

test.each([
  ["nothing", bare(403), "", ""],
  ["a text", json(403, '"no"'), '"no"', "no"],
  ["null", json(403, "null"), "null", null],
  ["a list", json(403, "[1]"), "[1]", [1]],
  [
    "codes that are no text",
    json(403, '{"error":7,"error_description":{}}'),
    undefined,
    { error: 7, error_description: {} },
  ],
])("an error whose body is %s is an API error without a code", async (_, handler, text, body) => {
  const service = await startSequence(handler);
  const error = (await errorOf(service.client(once))) as ChatApiError;
  expect(error).toMatchObject({ name: "ChatApiError", status: 403, code: undefined, description: "", body });
  if (text !== undefined) expect(error.text).toBe(text);
});

test("a status that no Response can have is an API error, too", async () => {
  const url = await startRaw((socket) =>
    socket.end("HTTP/1.1 999 What\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno"),
  );
  const service = await startSequence(bare(200));
  expect(await errorOf(service.client({ baseUrl: url, ...once }))).toMatchObject({
    name: "ChatApiError",
    status: 999,
    text: "no",
  });
});

test("what answers without HTTP is a network error", async () => {
  const url = await startRaw((socket) => socket.end("hello\r\n"));
  const service = await startSequence(bare(200));
  expect(await errorOf(service.client({ baseUrl: url, ...once }))).toBeInstanceOf(ChatNetworkError);
});

describe("a success", () => {
  test.each([
    ["half a body", json(200, '{"action":"get","da'), '{"action":"get","da'],
    ["a proxy's page", page(200, PAGE), PAGE],
    ["nothing at all", bare(200), ""],
    ["nothing of that length", bare(200, { "content-length": "0" }), ""],
    ["no content", bare(204), ""],
    ["text", json(200, "hello"), "hello"],
  ])("with %s is a decode error that shows the text", async (_, handler, text) => {
    const service = await startSequence(handler);
    const error = (await errorOf(service.client(once))) as ChatDecodeError;
    expect(error).toBeInstanceOf(ChatDecodeError);
    expect(error).toMatchObject({ status: expect.any(Number), text });
    expect(await error.response?.text()).toBe(text);
  });

  test("shows 500 characters of it at most", async () => {
    const service = await startSequence(json(200, "x".repeat(5000)));
    expect(((await errorOf(service.client())) as ChatDecodeError).text).toHaveLength(500);
  });

  test("may have any 2xx status and any content type", async () => {
    const service = await startSequence(json(201, success, { "content-type": "text/plain" }));
    expect(await service.client().listChatgroups()).toEqual(success);
    expect((await service.client().GET("/chatgroups")).data).toEqual(success);
  });

  test("that somebody reads as text, bytes or stream is what came, nothing too", async () => {
    const service = await startSequence(
      page(200, PAGE),
      page(200, PAGE),
      page(200, PAGE),
      page(200, PAGE),
      bare(200),
      bare(200),
      bare(204),
    );
    const client = service.client();
    const { data: text } = await client.GET("/chatgroups", { parseAs: "text" });
    const { data: blob } = await client.GET("/chatgroups", { parseAs: "blob" });
    const { data: bytes } = await client.GET("/chatgroups", { parseAs: "arrayBuffer" });
    const { data: stream } = await client.GET("/chatgroups", { parseAs: "stream" });
    const read = [text, await blob?.text(), new TextDecoder().decode(bytes), await new Response(stream).text()];
    expect(read).toEqual(Array(4).fill(PAGE));
    expect((await client.GET("/chatgroups", { parseAs: "text" })).data).toBe("");
    expect((await client.GET("/chatgroups", { parseAs: "blob" })).data?.size).toBe(0);
    expect(await new Response((await client.GET("/chatgroups", { parseAs: "stream" })).data).text()).toBe("");
  });

  test.each(["json", "text", "blob", "arrayBuffer"] as const)(
    "read as %s has a response that can be read again",
    async (parseAs) => {
      const service = await startSequence(json(200, success, { "x-region": "eu" }));
      const { response } = await service.client().GET("/chatgroups", { parseAs });
      expect(response?.headers.get("x-region")).toBe("eu");
      const copy = response?.clone();
      expect(await response?.json()).toEqual(success);
      expect((await copy?.arrayBuffer())?.byteLength).toBe(JSON.stringify(success).length);
    },
  );
});

describe("no response", () => {
  test.each([
    ["a connection that breaks", dropped],
    ["half a body of a known length", cutOff],
  ])("because of %s is a network error", async (_, handler) => {
    const service = await startSequence(handler);
    const error = await errorOf(service.client(once));
    expect(error).toBeInstanceOf(ChatNetworkError);
    expect([error.response, error.headers, error.requestId]).toEqual([undefined, undefined, undefined]);
  });

  test("because nobody listens says so, whose cause is fetch's", async () => {
    const service = await startSequence(bare(200));
    expect(await errorOf(service.client({ baseUrl: await deadUrl(), ...once }))).toMatchObject({
      name: "ChatNetworkError",
      attempts: 1,
      message: expect.stringContaining("ECONNREFUSED"),
      cause: expect.any(TypeError),
    });
  });

  test.each([
    ["text", "too slow"],
    ["nothing", undefined],
    ["an object", { code: "E" }],
    ["null", null],
    ["an Error without a message", new Error()],
  ])("because fetch rejects with %s is a network error with that as cause", async (_, reason) => {
    const service = await startSequence(bare(200));
    const error = await errorOf(service.client({ ...once, fetch: () => Promise.reject(reason) }));
    expect(error).toBeInstanceOf(ChatNetworkError);
    expect(error.cause).toBe(reason);
  });

  test.each([
    ["nothing", () => undefined],
    ["something else", () => ({ hello: 1 })],
    ["an exception", () => expect.fail("at once")],
  ])("because a fetch returns %s is a network error", async (_, fetch) => {
    const service = await startSequence(bare(200));
    expect(await errorOf(service.client({ ...once, fetch: fetch as never }))).toBeInstanceOf(ChatNetworkError);
  });
});

test("an error of the service has its response, with headers and a body to read", async () => {
  const service = await startSequence(json(403, failure("forbidden_op"), { "x-request-id": "r2", "x-region": "eu" }));
  const { error, response } = await service.client().createChatgroup.safe({ body: { owner: "ada" } });
  expect(error).toMatchObject({ code: "forbidden_op", requestId: "r2", body: failure("forbidden_op") });
  expect(error?.headers?.get("x-region")).toBe("eu");
  expect(response).toBe(error?.response);
  expect(await response?.json()).toEqual(failure("forbidden_op"));
});
