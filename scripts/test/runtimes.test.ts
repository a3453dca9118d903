// The client on runtimes other than Node, against the mock.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = (name: string) => at(`../node_modules/.bin/${name}`);
const client = at("../../packages/client/dist/index.js");
const mockCommand = at("../../packages/mock/dist/cli.js");

/** Calls by both doors, sends and gets files, fails in two ways. */
const program = (mock: string, dead: string) => `
import { createChatClient } from ${JSON.stringify(client)};
export async function main() {
  const options = { baseUrl: ${JSON.stringify(mock)}, org: "41117440", app: "383391", token: "t" };
  const chat = createChatClient(options);
  const { data } = await chat.GET("/chatrooms/{chatroom_id}/users", { params: { path: { chatroom_id: "1" } } });
  const members = await chat.listChatroomMembers({ path: { chatroom_id: "1" } });
  const blob = new Blob(["x".repeat(100000)]);
  const uploads = [await chat.uploadFile({ body: { file: blob } }), await chat.uploadFile({ body: { file: blob.stream() } })];
  const download = await chat.downloadFile({ path: { file_uuid: "f" } });
  const pushed = await chat.sendPushNotificationToAll({ body: { pushMessage: { title: "t", content: "c" } } });
  const failed = await chat.listChatgroups.safe({ headers: { prefer: "code=429" }, maxRetries: 0 });
  const refused = await createChatClient({ ...options, baseUrl: ${JSON.stringify(dead)}, maxRetries: 0 }).listChatgroups.safe();
  return JSON.stringify({
    members: [data.data.length, members.data.length],
    uploads: uploads.map(({ entities }) => entities.length),
    download: await new Response(download.stream).text(),
    pushed: pushed.data,
    errors: [failed.error.code, refused.error.name],
  });
}
`;
const expected = {
  members: [4, 4],
  uploads: [1, 1],
  download: "the bytes of summit.jpg",
  pushed: "1347851286000000000",
  errors: ["reach_limit", "ChatNetworkError"],
};

let folder: string;
let mock: ChildProcess;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  mock = spawn(process.execPath, [mockCommand, "--port", "0", "--quiet"]);
  const line = await new Promise<string>((resolve) => mock.stdout?.once("data", (data) => resolve(String(data))));
  const url = /http:\S+/.exec(line)?.[0] ?? "";
  const bundle = async (entry: string, file: string) => {
    const contents = `${program(url, `http://127.0.0.1:${await freePort()}`)}\n${entry}`;
    await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: "esm", outfile: join(folder, file) });
  };
  await bundle("console.log(await main());", "script.js");
  await bundle("export default { fetch: async () => new Response(await main()) };", "worker.js");
});
afterAll(async () => {
  mock.kill();
  await rm(folder, { recursive: true, force: true });
});

// The other runtimes are optional: there is no package of them for every platform.
const runtimes = { node: [process.execPath], bun: [bin("bun")], deno: [bin("deno"), "run", "--allow-net"] };
for (const [name, [command = "", ...args]] of Object.entries(runtimes)) {
  test.skipIf(!existsSync(command))(name, async () => {
    const { stdout } = await run(command, [...args, join(folder, "script.js")], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(expected);
  });
}

test.skipIf(!existsSync(bin("workerd")))("workerd", async () => {
  const port = await freePort();
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2025-06-01")),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);`;
  await writeFile(join(folder, "config.capnp"), config);
  const server = spawn(bin("workerd"), ["serve", join(folder, "config.capnp")], { cwd: folder });
  const answer = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
  await expect
    .poll(
      () =>
        answer().then(
          () => true,
          () => false,
        ),
      { timeout: 60_000 },
    )
    .toBe(true);
  const text = await answer();
  server.kill();
  expect(JSON.parse(text)).toEqual(expected);
});
