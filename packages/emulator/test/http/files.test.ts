import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createChatClient } from "@agora-chat-openapi/client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { rangeOf } from "../../src/http/file-response.ts";
import { createEmulator, type EmulatedApp, type StartedEmulator, startEmulator } from "../../src/index.ts";

const MEBI = 1024 * 1024;
const isLong = process.env["LONG"] !== undefined;
const BOUNDARY = "form-boundary";
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`;
const END = `\r\n--${BOUNDARY}--\r\n`;

const folder = mkdtempSync(join(tmpdir(), "emulator-files-"));
let emulator: StartedEmulator;
let app: EmulatedApp;
beforeAll(async () => {
  emulator = await startEmulator({ data: join(folder, "chat.db") });
  app = await emulator.app();
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const stored = () => readdirSync(join(folder, "chat.db.files"), { recursive: true, withFileTypes: true });
const storedFiles = () => stored().filter((entry) => entry.isFile());
const pathTo = ({ baseUrl, org, app: name }: EmulatedApp, path: string) => `${baseUrl}/${org}/${name}${path}`;

async function upload(content: string, type = "text/plain"): Promise<string> {
  const file = new File([content], "a.txt", { type });
  const [entity] = (await createChatClient(app).uploadFile({ body: { file } })).entities;
  return pathTo(app, `/chatfiles/${entity?.uuid}`);
}

async function get(url: string, headers: Record<string, string> = {}, method = "GET") {
  const response = await fetch(url, { method, headers: { authorization: "Bearer any", ...headers } });
  const field = (name: string) => response.headers.get(name);
  return { status: response.status, field, text: await response.text() };
}

describe("a file", () => {
  test("is sent as a whole, with its length and a tag", async () => {
    const { status, field, text } = await get(await upload("0123456789"));
    expect([status, text, field("content-length"), field("accept-ranges")]).toEqual([200, "0123456789", "10", "bytes"]);
    expect(field("etag")).toMatch(/^"[\w-]+"$/);
  });

  test.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=4-", "456789", "bytes 4-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=8-100", "89", "bytes 8-9/10"],
    ["bytes=-100", "0123456789", "bytes 0-9/10"],
  ])("is sent in part for %s", async (range, part, contentRange) => {
    const { status, field, text } = await get(await upload("0123456789"), { range });
    expect([status, text, field("content-range")]).toEqual([206, part, contentRange]);
    expect(field("content-length")).toBe(String(part.length));
  });

  test.each(["bytes=10-", "bytes=-0", "bytes=10-20"])("has no part for %s", async (range) => {
    const { status, field, text } = await get(await upload("0123456789"), { range });
    expect([status, field("content-range"), text]).toEqual([416, "bytes */10", ""]);
  });

  test.each(["bytes=0-1,4-5", "bytes=5-2", "bytes=", "lines=0-1", "bytes=a-b"])("is whole for %s", async (range) => {
    expect(await get(await upload("0123456789"), { range })).toMatchObject({ status: 200, text: "0123456789" });
  });

  test("is sent in part only while it is the one that the caller has", async () => {
    const url = await upload("0123456789");
    const tag = (await get(url)).field("etag") ?? "";
    const part = (ifRange: string) => get(url, { range: "bytes=0-0", "if-range": ifRange });
    expect((await part(tag)).status).toBe(206);
    expect((await part('"other"')).status).toBe(200);
    expect((await part(new Date().toUTCString())).status).toBe(200);
    expect(await get(url, { "if-none-match": `"other", W/${tag}` })).toMatchObject({ status: 304, text: "" });
    expect((await get(url, { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("is whole for a POST, which knows no ranges", async () => {
    expect((await get(await upload("0123456789"), { range: "bytes=0-0" }, "POST")).status).toBe(200);
  });

  test("that is empty has no parts", () => {
    expect([rangeOf("bytes=0-", 0), rangeOf("bytes=-1", 0), rangeOf(undefined, 0)]).toEqual([
      "unsatisfiable",
      "unsatisfiable",
      undefined,
    ]);
  });

  test("is refused with its secret missing in part as well", async () => {
    const body = { file: new File(["secret"], "a.txt") };
    const sent = await createChatClient(app).uploadFile({ body, headers: { "restrict-access": true } });
    const url = pathTo(app, `/chatfiles/${sent.entities[0]?.uuid}`);
    expect((await get(url, { range: "bytes=0-0" })).status).toBe(401);
    const secret = sent.entities[0]?.["share-secret"] ?? "";
    expect(await get(url, { range: "bytes=0-0", "share-secret": secret })).toMatchObject({ status: 206, text: "s" });
  });

  test("of a group has its type, and parts", async () => {
    const chat = createChatClient(app);
    await chat.createUsers({ body: [{ username: "ada" }] });
    const { groupid } = (await chat.createChatgroup({ body: { owner: "ada" } })).data;
    const path = { group_id: groupid };
    const body = { file: new File(["0123456789"], "a.txt", { type: "text/plain" }) };
    const { file_url } = (await chat.uploadChatgroupFile({ path, body })).data;
    const { status, field, text } = await get(file_url ?? "", { range: "bytes=2-3" });
    expect([status, text, field("content-type")]).toEqual([206, "23", "text/plain"]);
  });
});

describe("an upload", () => {
  const post = (path: string, body: RequestInit["body"], to = app) =>
    (to.fetch ?? fetch)(pathTo(to, path), {
      method: "POST",
      headers: { authorization: "Bearer any", "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
      body,
      duplex: "half",
    } as RequestInit);

  test("that is refused leaves no file", async () => {
    const before = storedFiles().length;
    const response = await post("/chatgroups/1/share_files", `${HEAD}content${END}`);
    expect(response.status).toBe(404);
    expect(storedFiles()).toHaveLength(before);
  });

  test("that is cut off leaves no file", async () => {
    const before = storedFiles().length;
    const { hostname, port } = new URL(app.baseUrl);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST ${new URL(pathTo(app, "/chatfiles")).pathname} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer any\r\n` +
        `content-type: multipart/form-data; boundary=${BOUNDARY}\r\ncontent-length: 100000\r\n\r\n${HEAD}`,
    );
    socket.write("x".repeat(50_000));
    await vi.waitFor(() => expect(storedFiles()).toHaveLength(before + 1));
    socket.destroy();
    await vi.waitFor(() => expect(storedFiles()).toHaveLength(before));
  });

  test("without a token is refused before its file is read", async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(MEBI)) });
    const portless = await createEmulator({ auth: "check" }).app();
    expect((await post("/chatfiles", endless, portless)).status).toBe(401);
  });

  test("is shown in the log without the bytes of its file", async () => {
    await upload("the content");
    const [call] = app.requests();
    expect(call?.request).toContain('filename="a.txt"');
    expect(call?.request).not.toContain("the content");
  });

  test(`of ${isLong ? 1024 : 64} MiB takes no more memory than a small one`, async () => {
    const chunk = Buffer.alloc(MEBI, "x");
    let left = isLong ? 1024 : 64;
    let peak = 0;
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const held = () => {
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    await upload("small");
    const before = held();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(HEAD)),
      pull(controller) {
        if (left % 16 === 8) peak = Math.max(peak, held() - before);
        if (left-- > 0) controller.enqueue(chunk);
        else {
          controller.enqueue(Buffer.from(END));
          controller.close();
        }
      },
    });
    const response = await post("/chatfiles", body);
    expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([
      413,
      "file exceeding maximum limit",
    ]);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(40 * MEBI);
  });
});
