import { createHash, randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { ChatAbortError, ChatNetworkError, ChatTimeoutError } from "../src/index.ts";
import { answer, failure, startService } from "./server.ts";

const MB = 1024 * 1024;
const stored = { action: "post", uri: "", timestamp: 0, duration: 0, entities: [] };

/** What arrived of a form: the headers of the part, and a digest of its bytes. */
async function receive(request: IncomingMessage) {
  const boundary = `\r\n--${/boundary=(.*)$/.exec(request.headers["content-type"] ?? "")?.[1]}--\r\n`;
  const hash = createHash("sha256");
  let head = "";
  let size = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of request as AsyncIterable<Buffer>) {
    let bytes = Buffer.concat([tail, chunk]);
    if (!head && bytes.includes("\r\n\r\n")) {
      const end = bytes.indexOf("\r\n\r\n") + 4;
      head = bytes.subarray(0, end).toString();
      bytes = bytes.subarray(end);
    }
    const safe = Math.max(0, bytes.length - boundary.length);
    hash.update(bytes.subarray(0, safe));
    size += safe;
    tail = bytes.subarray(safe);
  }
  expect(tail.toString()).toBe(boundary);
  return { head, size, digest: hash.digest("hex"), headers: request.headers };
}
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function receiver() {
  const received: Awaited<ReturnType<typeof receive>>[] = [];
  const service = await startService(async (request, response) => {
    // An upload that its sender gives up is not received.
    const form = await receive(request).catch(() => undefined);
    if (!form) return;
    received.push(form);
    answer(response, 200, stored);
  });
  return { service, received };
}

describe("an upload", () => {
  const bytes = randomBytes(300_000);

  test("of a File arrives whole, with its name, type and length", async () => {
    const { service, received } = await receiver();
    const file = new File([bytes], 'a "b".png', { type: "image/png" });
    await service.client().uploadFile({ body: { file }, headers: { "restrict-access": true } });
    expect(received[0]).toMatchObject({
      size: bytes.length,
      digest: digest(bytes),
      headers: { "restrict-access": "true" },
    });
    expect(received[0]?.head).toContain('name="file"; filename="a %22b%22.png"\r\ncontent-type: image/png');
    expect(Number(received[0]?.headers["content-length"])).toBeGreaterThan(bytes.length);
  });

  test("of a Blob by path arrives whole", async () => {
    const { service, received } = await receiver();
    await service.client().POST("/chatfiles", { body: { file: new Blob([bytes]) } });
    expect(received[0]?.digest).toBe(digest(bytes));
  });

  test("of a stream arrives whole, of known length or not", async () => {
    const { service, received } = await receiver();
    const stream = () => new Blob([bytes]).stream();
    await service.client().uploadFile({ body: { file: stream() } });
    await service
      .client()
      .uploadFile({ body: { file: { stream: stream(), name: "x.bin", type: "text/x", size: bytes.length } } });
    expect(received.map(({ digest }) => digest)).toEqual([digest(bytes), digest(bytes)]);
    expect(received.map(({ headers }) => headers["content-length"] !== undefined)).toEqual([false, true]);
    expect(received[1]?.head).toContain('filename="x.bin"\r\ncontent-type: text/x');
  });

  test("of a file on disk arrives whole", async () => {
    const folder = await mkdtemp(join(tmpdir(), "upload-"));
    await writeFile(join(folder, "f"), bytes);
    const { service, received } = await receiver();
    await service.client().uploadFile({ body: { file: await openAsBlob(join(folder, "f")) } });
    await rm(folder, { recursive: true });
    expect(received[0]?.digest).toBe(digest(bytes));
  });

  test("of a Blob is repeated after a 429, of a stream it is not", async () => {
    const service = await startService((request, response) => {
      request.resume().on("end", () => answer(response, 429, failure("reach_limit"), { "retry-after": "0" }));
    });
    await expect(service.client().uploadFile({ body: { file: new Blob(["x"]) } })).rejects.toMatchObject({
      attempts: 3,
    });
    await expect(service.client().uploadFile({ body: { file: new Blob(["x"]).stream() } })).rejects.toMatchObject({
      attempts: 1,
    });
  });

  test("that stalls ends by its idle time, one that flows does not", async () => {
    const { service } = await receiver();
    const flow = (parts: number) =>
      new ReadableStream<Uint8Array>({
        async pull(controller) {
          if (parts-- > 0)
            await new Promise((resolve) => setTimeout(resolve, 150)).then(() => controller.enqueue(new Uint8Array(10)));
          else controller.close();
        },
      });
    await service.client({ idleTimeoutMs: 1000 }).uploadFile({ body: { file: flow(9) } });
    const stalled = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    await expect(service.client({ idleTimeoutMs: 80 }).uploadFile({ body: { file: stalled } })).rejects.toBeInstanceOf(
      ChatTimeoutError,
    );
  });
});

describe("a download", () => {
  const bytes = randomBytes(300_000);
  const path = { file_uuid: "f" };
  const sender = () =>
    startService((_, response) => {
      response.writeHead(200, { "content-type": "image/png", "content-length": bytes.length }).end(bytes);
    });

  test("is a stream with size and type", async () => {
    const service = await sender();
    const file = await service.client().downloadFile({ path, headers: { "share-secret": "s" } });
    expect([file.size, file.type]).toEqual([bytes.length, "image/png"]);
    expect(digest(new Uint8Array(await new Response(file.stream).arrayBuffer()))).toBe(digest(bytes));
  });

  test("by path is a Blob", async () => {
    const service = await sender();
    const { data } = await service.client().GET("/chatfiles/{file_uuid}", { params: { path } });
    expect(digest(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0)))).toBe(digest(bytes));
  });

  test("that is refused is an error with its code", async () => {
    const service = await startService((_, response) => answer(response, 404, failure("service_resource_not_found")));
    await expect(service.client().downloadFile({ path })).rejects.toMatchObject({
      name: "ChatApiError",
      code: "service_resource_not_found",
    });
  });

  const partly = (then: (response: import("node:http").ServerResponse) => void) =>
    startService((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => setTimeout(() => then(response), 20));
    });

  test("that stalls fails its reader by the idle time, however slow the reader", async () => {
    const service = await partly(() => {});
    const { stream } = await service.client({ idleTimeoutMs: 80 }).downloadFile({ path });
    const reader = stream.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(reader.read()).rejects.toBeInstanceOf(ChatTimeoutError);
  });

  test("that breaks fails its reader", async () => {
    const service = await partly((response) => response.destroy());
    const { stream } = await service.client().downloadFile({ path });
    await expect(new Response(stream).text()).rejects.toBeInstanceOf(ChatNetworkError);
  });

  test("ends with the caller's signal", async () => {
    const service = await partly(() => {});
    const controller = new AbortController();
    const { stream } = await service.client().downloadFile({ path, signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(new Response(stream).text()).rejects.toBeInstanceOf(ChatAbortError);
  });
});

test("a gigabyte each way takes no more than 64 MB", async () => {
  const GB = 1024 * MB;
  const chunk = new Uint8Array(MB);
  const service = await startService((request, response) => {
    if (request.method === "POST") {
      request.resume().on("end", () => answer(response, 200, stored));
      return;
    }
    response.writeHead(200, { "content-length": GB });
    let left = GB / MB;
    const more = () => {
      while (left > 0) if (left-- && !response.write(chunk)) return void response.once("drain", more);
      response.end();
    };
    more();
  });
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = () => {
    // The first collection leaves buffers to be freed in the background; the second waits for that.
    collect();
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const before = held();
  let most = 0;
  let watched = 0;
  // What the collector would free is not held.
  const watch = () => {
    if (watched++ % 128 === 0) most = Math.max(most, held() - before);
  };
  let parts = GB / MB;
  const source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        watch();
        if (parts-- > 0) controller.enqueue(new Uint8Array(MB));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  await service.client().uploadFile({ body: { file: { stream: source, size: GB } } });

  let size = 0;
  const { stream } = await service.client().downloadFile({ path: { file_uuid: "f" } });
  for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    watch();
  }
  expect(size).toBe(GB);
  expect(most).toBeLessThan(64 * MB);
});
