import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { respond, startService } from "./server.ts";

const MB = 1024 * 1024;
const stored = { action: "post", uri: "", timestamp: 0, duration: 0, entities: [] };

/** How much goes each way, in bytes. */
const SIZE = (process.env["LONG"] === undefined ? 256 : 1024) * MB;

test(`${SIZE / MB} MB each way take no more than 64 MB`, async () => {
  const chunk = new Uint8Array(MB);
  const service = await startService((request, response) => {
    if (request.method === "POST") {
      request.resume().on("end", () => respond(response, 200, stored));
      return;
    }
    response.writeHead(200, { "content-length": SIZE });
    let left = SIZE / MB;
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
    if (watched++ % 32 === 0) most = Math.max(most, held() - before);
  };
  let parts = SIZE / MB;
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
  await service.client().uploadFile({ body: { file: { stream: source, size: SIZE } } });

  let size = 0;
  const { stream } = await service.client().downloadFile({ path: { file_uuid: "f" } });
  for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    watch();
  }
  expect(size).toBe(SIZE);
  expect(most).toBeLessThan(64 * MB);
});
