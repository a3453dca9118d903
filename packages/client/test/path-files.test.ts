// Files by path, from the client that calls by path alone: what its types allow works, under the same clocks.
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type ClientOptions, createPathClient, type FileInput } from "../src/index.ts";
import { bare, dropped, json, silent, startSequence } from "./hostile.ts";
import { failure, type Handler, respond, type Service, startService, TENANT } from "./server.ts";

const stored = { action: "post", uri: "", timestamp: 0, duration: 0, entities: [] };
const bytes = randomBytes(100_000);
const init = { params: { path: { file_uuid: "f" } } };
const clientOf = ({ url }: Service, options: Partial<ClientOptions> = {}) =>
  createPathClient({ baseUrl: url, ...TENANT, token: "t", ...options } as ClientOptions);

describe("an upload", () => {
  const inputs: [string, () => FileInput][] = [
    ["a Blob", () => new Blob([bytes])],
    ["a File", () => new File([bytes], "a.bin")],
    ["a stream", () => new Blob([bytes]).stream()],
    ["a stream with a name", () => ({ stream: new Blob([bytes]).stream(), name: "b.bin", size: bytes.length })],
  ];
  test.each(inputs)("of %s arrives whole", async (_, input) => {
    let received = Buffer.alloc(0);
    const service = await startService(async (request, response) => {
      received = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
      respond(response, 200, stored);
    });
    const { data, error } = await clientOf(service).POST("/chatfiles", { body: { file: input() } });
    expect([data, error]).toEqual([stored, undefined]);
    expect(received.includes(bytes)).toBe(true);
    expect(received.toString("latin1")).not.toContain("[object");
  });

  test.each([
    ["stalls", () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) })],
    ["is taken by nobody", () => new Blob([bytes])],
  ])("that %s ends by its idle time", async (_, input) => {
    const service = await startSequence(silent);
    const started = performance.now();
    const { error } = await clientOf(service).POST("/chatfiles", {
      body: { file: input() },
      idleTimeoutMs: 80,
      maxRetries: 0,
    });
    expect(error).toMatchObject({ name: "ChatTimeoutError", option: "idleTimeoutMs" });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("of a Blob is repeated after a 429, of a stream it is not", async () => {
    const service = await startSequence(json(429, failure("reach_limit"), { "retry-after": "0" }));
    const client = clientOf(service);
    await client.POST("/chatfiles", { body: { file: new Blob(["x"]) } });
    expect(service.requests).toHaveLength(3);
    await client.POST("/chatfiles", { body: { file: new Blob(["x"]).stream() } });
    expect(service.requests).toHaveLength(4);
  });
});

describe("a download", () => {
  const begun =
    (then?: (response: Parameters<Handler>[1]) => void): Handler =>
    (_, response) => {
      response.writeHead(200, { "content-type": "image/png", "content-length": "100" });
      response.write("half", () => then && setTimeout(then, 20, response));
    };
  const outcomes = {
    blob: (service: Service, options = {}) => clientOf(service).GET("/chatfiles/{file_uuid}", { ...init, ...options }),
    arrayBuffer: (service: Service, options = {}) =>
      clientOf(service).GET("/chatfiles/{file_uuid}", { ...init, parseAs: "arrayBuffer", ...options }),
  };

  test.each(Object.entries(outcomes))("as %s is whole", async (_, get) => {
    const service = await startService((_, response) => {
      response.writeHead(200, { "content-type": "image/png" }).end(bytes);
    });
    const { data } = await get(service);
    const received = data instanceof Blob ? await data.arrayBuffer() : data;
    expect(Buffer.from(received ?? new ArrayBuffer(0)).equals(bytes)).toBe(true);
  });

  test.each(Object.entries(outcomes))("as %s that stalls ends by idle time, deadline and signal", async (_, get) => {
    const service = await startSequence(begun());
    expect((await get(service, { idleTimeoutMs: 60, maxRetries: 0 })).error).toMatchObject({
      name: "ChatTimeoutError",
      option: "idleTimeoutMs",
    });
    expect((await get(service, { deadlineMs: 60 })).error).toMatchObject({ option: "deadlineMs" });
    expect((await get(service, { signal: AbortSignal.timeout(60) })).error).toMatchObject({ name: "ChatAbortError" });
  });

  test.each(Object.entries(outcomes))(
    "as %s that breaks is a network error, once it was tried again",
    async (_, get) => {
      const service = await startSequence(begun((response) => response.destroy()));
      expect((await get(service)).error).toMatchObject({ name: "ChatNetworkError", attempts: 3 });
      expect(service.requests).toHaveLength(3);
    },
  );

  test("that flows slowly has no end by the idle time", async () => {
    const service = await startService((_, response) => {
      response.writeHead(200, { "content-type": "image/png" });
      let parts = 6;
      const timer = setInterval(() => {
        if (parts-- > 0) return void response.write("part");
        clearInterval(timer);
        response.end();
      }, 100);
    });
    const { data } = await clientOf(service).GET("/chatfiles/{file_uuid}", { ...init, idleTimeoutMs: 500 });
    expect(await data?.text()).toBe("part".repeat(6));
  });

  test("as stream fails its reader when it stalls or breaks", async () => {
    const [stalls, breaks] = await Promise.all([startSequence(begun()), startSequence(begun((r) => r.destroy()))]);
    const read = async (service: Service) => {
      const options = { ...init, parseAs: "stream", idleTimeoutMs: 60 } as const;
      const { data } = await clientOf(service).GET("/chatfiles/{file_uuid}", options);
      return new Response(data).text();
    };
    await expect(read(stalls)).rejects.toMatchObject({ name: "ChatTimeoutError" });
    await expect(read(breaks)).rejects.toMatchObject({ name: "ChatNetworkError" });
  });

  test("of an empty file is an empty Blob", async () => {
    const service = await startSequence(bare(200, { "content-length": "0", "content-type": "image/png" }));
    const { data, error } = await outcomes.blob(service);
    expect([(data as Blob | undefined)?.size, error]).toEqual([0, undefined]);
  });

  test("that gets no response is a network error", async () => {
    const service = await startSequence(dropped);
    expect((await outcomes.blob(service, { maxRetries: 0 })).error).toMatchObject({ name: "ChatNetworkError" });
  });

  test("that is refused is the service's error", async () => {
    const service = await startSequence(json(404, failure("file_expired")));
    expect((await outcomes.blob(service)).error).toEqual(failure("file_expired"));
  });
});

describe("a form", () => {
  test("leaves out what is undefined or null", async () => {
    let sent = "";
    const service = await startService(async (request, response) => {
      for await (const chunk of request) sent += chunk;
      respond(response, 200, { data: {}, timestamp: 1, duration: 1 });
    });
    const body = { nickname: "Ada", avatarurl: undefined, sign: null as never as string, extra: "a&b" };
    const headers = { "x-own": undefined, "x-kept": "1" };
    await clientOf(service).PUT("/metadata/user/{username}", { params: { path: { username: "ada" } }, body, headers });
    expect(sent).toBe("nickname=Ada&extra=a%26b");
  });
});
