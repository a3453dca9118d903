import { gzipSync } from "node:zlib";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type HistoryRecord, type MessageHistoryResponse, readHistory } from "../src/index.ts";
import { bare, dropped, page, redirect, silent, startSequence } from "./hostile.ts";
import { type Handler, startService } from "./server.ts";

const message = (id: number, msg = "hi"): HistoryRecord => ({
  msg_id: String(id),
  timestamp: 1_772_445_600_000 + id,
  from: "ada",
  to: "ben",
  chat_type: "chat",
  payload: { bodies: [{ type: "txt", msg }] },
});
const messages = Array.from({ length: 1000 }, (_, id) => message(id, `{"é":"}\\n${id}`));
const lines = messages.map((each) => JSON.stringify(each)).join("\n");
const file = (url: string): MessageHistoryResponse => ({ action: "get", data: [{ url }] }) as never;
const serve =
  (body: Uint8Array | string, headers = {}): Handler =>
  (_, response) =>
    void response.writeHead(200, headers).end(body);

async function read(body: Uint8Array | string, headers = {}): Promise<HistoryRecord[]> {
  const service = await startSequence(serve(body, headers));
  return Array.fromAsync(readHistory(file(`${service.url}/f.gz?Expires=1&Signature=x`)));
}
const failure = (records: AsyncIterable<unknown>) => Array.fromAsync(records).catch((error: unknown) => error as Error);

describe("the history file", () => {
  test("is fetched without a token, unpacked and read record by record", async () => {
    const service = await startSequence(serve(gzipSync(lines)));
    const records = readHistory(file(`${service.url}/f.gz?Expires=1`));
    expectTypeOf(records).toEqualTypeOf<AsyncGenerator<HistoryRecord, void, undefined>>();
    expect(await Array.fromAsync(records)).toEqual(messages);
    expect([service.requests, service.tokens]).toEqual([["GET /f.gz?Expires=1"], [undefined]]);
  });

  test("may be given by its URL", async () => {
    const service = await startSequence(serve(gzipSync(lines)));
    expect(await Array.fromAsync(readHistory(service.url))).toHaveLength(1000);
  });

  test.each([
    ["with a line break at the end", gzipSync(`${lines}\n`), {}],
    ["with Windows line breaks and empty lines", gzipSync(`\n${lines.replaceAll("\n", "\r\n\r\n")}`), {}],
    ["without line breaks", gzipSync(messages.map((each) => JSON.stringify(each)).join("")), {}],
    ["as a list, over many lines", gzipSync(JSON.stringify(messages, null, 2)), {}],
    ["that fetch unpacks already", gzipSync(lines), { "content-encoding": "gzip" }],
    ["that is not packed", lines, {}],
    ["packed in several members", Buffer.concat([gzipSync(lines)]), {}],
  ])("is read %s", async (_, body, headers) => {
    expect(await read(body, headers)).toEqual(messages);
  });

  test("without messages has none", async () => {
    expect(await read(gzipSync(""))).toEqual([]);
    expect(await read("")).toEqual([]);
  });

  test("yields messages as they come, and ends the download of a reader who stops", async () => {
    let closed: (() => void) | undefined;
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const service = await startService((_, response) => {
      response.on("close", () => closed?.());
      response.write(`${lines}\n`);
    });
    for await (const { msg_id } of readHistory(service.url)) if (msg_id === "3") break;
    await ended;
  });

  test("arrives in pieces of any size", async () => {
    const bytes = gzipSync(lines);
    const service = await startService(async (_, response) => {
      for (let at = 0; at < bytes.length; at += 1 + (at % 700)) {
        await new Promise((resolve) => response.write(bytes.subarray(at, at + 1 + (at % 700)), resolve));
      }
      response.end();
    });
    expect(await Array.fromAsync(readHistory(service.url))).toEqual(messages);
  });

  test.each([
    ["that ends within a message", gzipSync(lines.slice(0, -9))],
    ["that is cut off", gzipSync(lines).subarray(0, 2000)],
    ["that is a page", "<html>Welcome</html>"],
    ["with something between its messages", `${JSON.stringify(message(1))} oops ${JSON.stringify(message(2))}`],
    ["with a message that is not JSON", "{oops}"],
  ])("%s is a decode error", async (_, body) => {
    const service = await startSequence(serve(body));
    expect(await failure(readHistory(service.url))).toMatchObject({
      name: "ChatDecodeError",
      operationId: "readHistory",
      cause: expect.any(Error),
    });
  });

  test("whose URL has expired is an API error with the store's text", async () => {
    const service = await startSequence(page(403, "<Error><Code>AccessDenied</Code></Error>"));
    expect(await failure(readHistory(service.url))).toMatchObject({
      name: "ChatApiError",
      status: 403,
      text: "<Error><Code>AccessDenied</Code></Error>",
    });
  });

  test("is tried again, timed and ended like a download", async () => {
    const flaky = await startSequence(dropped, bare(503), serve(gzipSync(lines)));
    expect(await Array.fromAsync(readHistory(flaky.url))).toHaveLength(1000);
    const mute = await startSequence(silent);
    expect(await failure(readHistory(mute.url, { idleTimeoutMs: 50, maxRetries: 0 }))).toMatchObject({
      name: "ChatTimeoutError",
    });
    expect(await failure(readHistory(mute.url, { signal: AbortSignal.timeout(50) }))).toMatchObject({
      name: "ChatAbortError",
    });
    const stalls = await startService((_, response) => response.write(gzipSync(lines).subarray(0, 500)));
    expect(await failure(readHistory(stalls.url, { idleTimeoutMs: 50 }))).toMatchObject({ name: "ChatTimeoutError" });
    const moved = await startSequence(redirect(302, flaky.url));
    expect(await Array.fromAsync(readHistory(moved.url))).toHaveLength(1000);
  });

  test.each([undefined, {}, { data: [] }, "", "not a URL"])("without a URL is a mistake: %j", async (given) => {
    expect(await failure(readHistory(given as never))).toBeInstanceOf(TypeError);
  });

  test("comes through a fetch of one's own", async () => {
    const fetch = async () => new Response(gzipSync(lines));
    expect(await Array.fromAsync(readHistory("https://history.example/f.gz", { fetch }))).toEqual(messages);
  });
});
