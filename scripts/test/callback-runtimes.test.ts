// The package of callbacks on runtimes other than Node: each reads a request of its own Fetch.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { signCallback } from "@agora-chat-openapi/callbacks";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = (name: string) => at(`../node_modules/.bin/${name}`);

const question = signCallback({ chat_type: "chat", from: "ada", to: "ben", payload: {} }, { secret: "s" });
const forged = { ...question, callId: "another" };

/** Responds to callbacks as an app server would. */
const RECEIVER = `
import { handleCallback } from ${JSON.stringify(at("../../packages/callbacks/dist/index.js"))};
const handlers = { preDeliveryMessage: ({ body }) => ({ valid: body.from === "ada" }) };
export async function receive(request) {
  const response = await handleCallback(request, { secret: "s", handlers });
  return new Response(response.body, response);
}
`;
const SCRIPT = `${RECEIVER}
const post = async (body) => {
  const request = new Request("http://localhost/callbacks", { method: "POST", body: JSON.stringify(body) });
  const response = await receive(request);
  return [response.status, await response.text()];
};
console.log(JSON.stringify([await post(${JSON.stringify(question)}), await post(${JSON.stringify(forged)})]));
`;
const expected = [
  [200, '{"valid":true}'],
  [401, "the signature is wrong"],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callback-runtimes-"));
  const bundle = async (contents: string, file: string) => {
    await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: "esm", outfile: join(folder, file) });
  };
  await bundle(SCRIPT, "script.js");
  await bundle(`${RECEIVER}\nexport default { fetch: receive };`, "worker.js");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// The other runtimes are optional: there is no package of them for every platform.
const runtimes = { node: [process.execPath], bun: [bin("bun")], deno: [bin("deno"), "run"] };
for (const [name, [command = "", ...args]] of Object.entries(runtimes)) {
  test.skipIf(!existsSync(command))(name, async () => {
    const { stdout } = await run(command, [...args, join(folder, "script.js")], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(expected);
  });
}

test.skipIf(!existsSync(bin("workerd")))("workerd", async () => {
  const port = await freePort();
  await writeFile(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2025-06-01")),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);`,
  );
  const server = spawn(bin("workerd"), ["serve", join(folder, "config.capnp")], { cwd: folder });
  const post = async (body: object) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };
  try {
    await expect
      .poll(
        () =>
          post(forged).then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    expect([await post(question), await post(forged)]).toEqual(expected);
  } finally {
    server.kill();
  }
});
