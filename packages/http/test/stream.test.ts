import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import type { Handler } from "../src/index.ts";
import { sendRaw } from "./raw.ts";
import { start } from "./start.ts";

const MEBI = Buffer.alloc(1024 * 1024, "x");

function* bytes(mebis: number) {
  for (let count = 0; count < mebis; count++) yield MEBI;
}

/** Says how many bytes came. */
const count: Handler = async ({ stream }) => {
  let size = 0;
  for await (const chunk of stream ?? []) size += (chunk as Buffer).length;
  return { status: 200, body: String(size) };
};
const post = (url: string, body: RequestInit["body"], headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body, headers, duplex: "half" } as RequestInit);

test("a request is handed over as a stream, beyond the limit of others", async () => {
  const { url } = await start({ maxBody: 10, isStreamed: ({ url }) => url === "/stream" }, count);
  const large = () => Readable.toWeb(Readable.from(bytes(3))) as unknown as RequestInit["body"];
  expect(await (await post(`${url}/stream`, large())).text()).toBe(String(3 * MEBI.length));
  expect((await post(`${url}/other`, "more than ten bytes")).status).toBe(413);
});

test("a stream is decoded, and a broken or unknown encoding is refused", async () => {
  const handle: Handler = async ({ stream }) => ({ status: 200, body: await text(stream ?? Readable.from([])) });
  const { url } = await start({ isStreamed: () => true }, handle);
  const gzip = { "content-encoding": "gzip" };
  expect(await (await post(url, gzipSync("Hi"), gzip)).text()).toBe("Hi");
  const broken = await post(url, "Hi", gzip);
  expect([broken.status, await broken.json()]).toEqual([
    400,
    { refused: "expected a body in Content-Encoding gzip, but it cannot be decoded" },
  ]);
  expect((await post(url, "Hi", { "content-encoding": "zstd" })).status).toBe(415);
});

test("a stream that is cut off fails", async () => {
  const failed = vi.fn();
  const { url } = await start({ isStreamed: () => true }, async ({ stream }) => {
    await text(stream ?? Readable.from([])).catch(failed);
    return { status: 200, body: "" };
  });
  const { port, hostname } = new URL(url);
  const { connect } = await import("node:net");
  const socket = connect(Number(port), hostname, () => {
    socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nabc", () => socket.destroy());
  });
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  expect(failed.mock.calls[0]?.[0]).toMatchObject({
    status: 400,
    message: "the connection closed before the body was whole",
  });
});

test("a body that nobody reads is thrown away, and the connection goes on", async () => {
  const { url } = await start({ isStreamed: () => true }, () => ({ status: 200, body: "done" }));
  const large = Readable.toWeb(Readable.from(bytes(8))) as unknown as RequestInit["body"];
  expect(await (await post(url, large)).text()).toBe("done");
});

test("a response is sent as it comes, with its length where it is known", async () => {
  const { url } = await start({}, ({ url }) => ({
    status: 206,
    headers: url === "/sized" ? { "content-length": "2", "x-kind": "sized" } : {},
    body: Readable.from(["a", "b"]),
  }));
  const sized = await sendRaw(url, "GET /sized HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
  expect(sized).toMatch(/^HTTP\/1.1 206 .*content-length: 2\r\n.*\r\n\r\nab$/s);
  const chunked = await sendRaw(url, "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
  expect(chunked).toContain("Transfer-Encoding: chunked");
});

test("a response that breaks off cuts the connection, and a client that goes ends it", async () => {
  const closed = vi.fn();
  const { url } = await start({}, ({ url }) => {
    const body =
      url === "/broken"
        ? Readable.from(
            (function* () {
              yield "a";
              throw new Error("broken");
            })(),
          )
        : Readable.from(bytes(1000));
    body.once("close", closed);
    return { status: 200, body };
  });
  await expect(fetch(`${url}/broken`).then((response) => response.text())).rejects.toThrow();
  const controller = new AbortController();
  await fetch(url, { signal: controller.signal });
  controller.abort();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(2));
});
