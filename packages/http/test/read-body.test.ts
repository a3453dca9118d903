import { request as httpRequest } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sendRaw } from "./raw.ts";
import { start } from "./start.ts";

const TEXT = '{"name":"ada"}';
const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body, headers });

describe("a body", () => {
  test.each([
    ["as it is", Buffer.from(TEXT), undefined],
    ["identity", Buffer.from(TEXT), "identity"],
    ["gzip", gzipSync(TEXT), "gzip"],
    ["gzip by its older name", gzipSync(TEXT), "X-GZIP"],
    ["deflate", deflateSync(TEXT), "deflate"],
    ["deflate without its frame", deflateRawSync(TEXT), "deflate"],
    ["br", brotliCompressSync(TEXT), "br"],
  ])("%s is read", async (_, body, encoding) => {
    const { url } = await start();
    const response = await post(url, body, encoding ? { "content-encoding": encoding } : {});
    expect(await response.json()).toMatchObject({ body: TEXT });
  });

  test("in chunks is read whole", async () => {
    const { url } = await start();
    const response = await sendRaw(
      url,
      "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
    );
    expect(response).toContain('"body":"abcde"');
  });

  test("that is empty may have any encoding", async () => {
    const { url } = await start();
    expect((await post(url, "", { "content-encoding": "gzip" })).status).toBe(200);
  });

  test("in an encoding that is not known is refused with those that are", async () => {
    const { url } = await start();
    const response = await post(url, TEXT, { "content-encoding": "zstd" });
    expect([response.status, response.headers.get("accept-encoding")]).toEqual([415, "gzip, deflate, br"]);
    expect(await response.json()).toEqual({
      refused: "expected a body in Content-Encoding gzip, deflate, br or none, got zstd",
    });
  });

  test.each(["gzip", "deflate", "br"])("that is not %s as it says is refused", async (encoding) => {
    const { url } = await start();
    const response = await post(url, TEXT, { "content-encoding": encoding });
    expect([response.status, await response.json()]).toEqual([
      400,
      { refused: `expected a body in Content-Encoding ${encoding}, but it cannot be decoded` },
    ]);
  });
});

describe("a limit", () => {
  test("counts bytes, and takes as many as it says", async () => {
    const { url } = await start({ maxBody: 4 });
    expect((await post(url, "äö")).status).toBe(200);
    const response = await post(url, "äöx");
    expect([response.status, await response.json()]).toEqual([413, { refused: "the body is larger than 4 bytes" }]);
  });

  test("holds for what is unpacked as well", async () => {
    const { url } = await start({ maxBody: 1024 * 1024 });
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const response = await post(url, bomb, { "content-encoding": "gzip" });
    expect([response.status, await response.json()]).toEqual([413, { refused: "the body is larger than 1 MiB" }]);
  });

  test("lets a client that goes on sending read why it was refused", async () => {
    const { url } = await start({ maxBody: 10 });
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: "POST" }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.write("more than ten bytes");
      request.end(Buffer.alloc(5 * 1024 * 1024));
    });
    expect(status).toBe(413);
  });
});

test("a body that breaks off harms nobody", async () => {
  const statuses: number[] = [];
  const { url } = await start({ onResponse: (_, status) => statuses.push(status) });
  const bytes = "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf";
  const broken = new Promise<void>((resolve) => {
    const request = httpRequest(url, { method: "POST", headers: { "content-length": 100 } });
    request.on("error", () => resolve());
    request.write("half", () => request.destroy());
  });
  await broken;
  await expect.poll(() => statuses).toEqual([400]);
  expect(await sendRaw(url, bytes.replace("100", "4"))).toContain('"body":"half"');
});
