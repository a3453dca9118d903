// Each server of the guide is compiled, started as it stands there, and sent callbacks that are signed.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bodyOf, examples, SECRET } from "./examples.ts";
import { fileOf, sample, samples } from "./guide.ts";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = at("generated/guide");
const pathOf = (heading: string) => join(folder, fileOf(heading));
const env = { ...process.env, CALLBACK_SECRET: SECRET };

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const heading of samples.keys()) {
    await mkdir(dirname(pathOf(heading)), { recursive: true });
    await writeFile(pathOf(heading), sample(heading));
  }
});

test("all of its code compiles", async () => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "es2023",
    module: "preserve",
    moduleResolution: "bundler",
    lib: ["es2023", "dom", "dom.asynciterable"],
    types: ["node"],
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts"] }));
  const { stdout } = await run(at("../../../node_modules/.bin/tsc"), ["-p", folder]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe("");
});

const JSON_BODY = { "content-type": "application/json" };
const VERDICTS = [{ valid: true }, { valid: true }, { valid: false, code: "No advertising, please" }];
const questions = examples.filter(({ name }) => name === "preDeliveryMessage").map(({ body }) => body);

describe.each(["Express", "Fastify", "Hono", "Node alone"])("the server with %s", (heading) => {
  let server: ChildProcess;
  let url: string;
  let printed = "";
  beforeAll(async () => {
    const port = await freePort();
    url = `http://localhost:${port}/callbacks`;
    await writeFile(pathOf(heading), sample(heading).replace("3000", String(port)));
    server = spawn(process.execPath, [pathOf(heading)], { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [server.stdout, server.stderr]) {
      stream?.on("data", (text) => {
        printed += text;
      });
    }
    await vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 100 });
  });
  afterAll(() => {
    server.kill();
  });

  const post = (body: unknown) => fetch(url, { method: "POST", headers: JSON_BODY, body: JSON.stringify(body) });

  test("receives a message", async () => {
    const response = await post(bodyOf("messageSent"));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    await expect.poll(() => printed).toContain("ada to ben: Out the door at eight?\n");
  });

  test("gives a verdict where one is asked for", async () => {
    const verdicts = await Promise.all(questions.map(async (body) => (await post(body)).json()));
    expect(verdicts).toEqual(VERDICTS);
  });

  test("refuses what is not signed with its secret", async () => {
    const response = await post({ ...bodyOf("messageSent"), callId: "another" });
    expect([response.status, await response.text()]).toEqual([401, "the signature is wrong"]);
    await expect.poll(() => printed).toContain("refused: the signature is wrong\n");
    expect((await post({ hello: "world" })).status).toBe(400);
  });

  test("receives every callback there is", async () => {
    for (const { body } of examples) expect((await post(body)).status).toBe(200);
  });

  test("passes the test of the guide", async () => {
    const file = pathOf("Test it");
    await writeFile(file, sample("Test it").replace("http://localhost:3000/callbacks", url));
    const { stdout } = await run(process.execPath, ["--test", file], { env: { ...env, NODE_TEST_CONTEXT: undefined } });
    expect(stdout).toMatch(/^. pass 1$/m);
  });
});

describe.each([
  ["Next", "POST"],
  ["Repeats and age", "receive"],
  ["By yourself", "receive"],
])("the function under %s", (heading, name) => {
  test("receives, and refuses", async () => {
    for (const method of ["log", "warn"] as const) vi.spyOn(console, method).mockReturnValue();
    vi.stubEnv("CALLBACK_SECRET", SECRET);
    const outfile = `${pathOf(heading)}.mjs`;
    await build({ entryPoints: [pathOf(heading)], bundle: true, format: "esm", outfile });
    const { [name]: receive } = (await import(pathToFileURL(outfile).href)) as Record<
      string,
      (request: Request) => Promise<Response>
    >;
    const post = async (body: object) => {
      const request = new Request("http://localhost/callbacks", { method: "POST", body: JSON.stringify(body) });
      return (await receive?.(request))?.status;
    };
    for (const { body } of examples) expect(await post(body)).toBe(200);
    expect(await post({ ...bodyOf("messageSent"), callId: "another" })).toBe(401);
  });
});
