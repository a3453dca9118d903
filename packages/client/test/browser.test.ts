// The client in a real browser, against the real mock.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { launchBrowser } from "@agora-chat-openapi/testing/browser.ts";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

/** What the page does; its result is what the tests look at. */
const PAGE = `
import { ChatApiError, createChatClient } from "../src/index.ts";
globalThis.run = async (baseUrl) => {
  const options = { baseUrl, org: "41117440", app: "383391", token: "t" };
  const chat = createChatClient(options);
  const { data } = await chat.GET("/chatrooms/{chatroom_id}/users", { params: { path: { chatroom_id: "1" } } });
  const admins = await chat.listChatroomAdmins({ path: { chatroom_id: "1" } });
  const file = new File(["bytes"], "a.txt");
  const uploads = [await chat.uploadFile({ body: { file } }), await chat.uploadFile({ body: { file: file.stream() } })];
  const download = await chat.downloadFile({ path: { file_uuid: "f" } });
  const failed = await chat.listChatgroups.safe({ headers: { prefer: "code=404" } });
  const dead = await createChatClient({ ...options, baseUrl: "http://127.0.0.1:9", maxRetries: 0 }).listChatgroups.safe();
  return {
    members: data.data.length,
    admins: admins.data,
    uploads: uploads.map(({ entities }) => entities.length),
    download: await new Response(download.stream).text(),
    failed: failed.error instanceof ChatApiError && failed.error.status,
    dead: dead.error.name,
  };
};`;

let mock: Mock;
let server: Server;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
  const stdin = { contents: PAGE, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" as const };
  const { outputFiles } = await build({ stdin, bundle: true, format: "iife", platform: "browser", write: false });
  server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(
      `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script>${outputFiles[0]?.text}</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await mock.close();
});

test("calls, uploads, downloads and fails as it should", async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const result = await page.evaluate(`run(${JSON.stringify(mock.url)})`);
  await browser.close();
  expect(result).toEqual({
    members: 4,
    admins: ["ben"],
    uploads: [1, 1],
    download: "the bytes of summit.jpg",
    failed: 404,
    dead: "ChatNetworkError",
  });
}, 60_000);
