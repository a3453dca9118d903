import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { TENANT } from "./running-mock.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Starts the command, and waits for its first line. */
async function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, ...env } });
  started.push(child);
  const lines = createInterface({ input: child.stdout });
  const [first] = (await once(lines, "line")) as [string];
  return { child, lines, first, url: first.replace("Agora Chat mock on ", "") };
}

const run = (args: string[], env: Record<string, string> = {}) =>
  promisify(execFile)(process.execPath, [cli, ...args], { env: { ...process.env, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }) as { code: number; stdout: string; stderr: string },
  );

const list = (url: string, headers = {}) =>
  fetch(`${url}${TENANT}/users`, { headers: { authorization: "Bearer t", ...headers } });

describe("agora-chat-mock", () => {
  test("serves, logs each request, and ends with 0 on Ctrl-C", async () => {
    const { child, lines, first, url } = await start(["--port", "0"]);
    expect(first).toMatch(/^Agora Chat mock on http:\/\/127\.0\.0\.1:\d+$/);
    const line = once(lines, "line");
    await list(url);
    expect(await line).toEqual([`200 GET ${TENANT}/users`]);
    const exit = once(child, "exit");
    child.kill("SIGINT");
    expect(await exit).toEqual([0, null]);
  });

  test("takes its port from MOCK_PORT, and lists of hosts and origins", async () => {
    const { url } = await start(["--allow-origin", "https://a.example", "https://b.example", "--allow-host", "*"], {
      MOCK_PORT: "0",
    });
    expect((await list(url, { origin: "https://b.example" })).status).toBe(200);
    expect((await list(url, { origin: "https://c.example" })).status).toBe(403);
  });

  test("lives on when the reader of its output goes", async () => {
    const { child, lines, url } = await start(["--port", "0"]);
    lines.close();
    child.stdout.destroy();
    for (let call = 0; call < 3; call++) expect((await list(url)).status).toBe(200);
    expect(child.exitCode).toBe(null);
  });

  test("says its version, and how it is used", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    const { code, stdout } = await run(["--help"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: agora-chat-mock \[options\]/)]);
    for (const option of ["--port", "--host", "--allow-host", "--allow-origin", "--dynamic", "--quiet", "MOCK_PORT"])
      expect(stdout).toContain(option);
  });
});

describe("a mistake is one line and exit code 1", () => {
  test.each([
    [
      ["--port", "eighty"],
      {},
      "error: option '--port <number>' argument 'eighty' is invalid. Give a number from 0 to 65535.",
    ],
    [
      ["--port", "65536"],
      {},
      "error: option '--port <number>' argument '65536' is invalid. Give a number from 0 to 65535.",
    ],
    [
      [],
      { MOCK_PORT: "x" },
      "error: option '--port <number>' value 'x' from env 'MOCK_PORT' is invalid. Give a number from 0 to 65535.",
    ],
    [["--loud"], {}, "error: unknown option '--loud'"],
    [["serve"], {}, "error: too many arguments. Expected 0 arguments but got 1: serve."],
    [["--port", "0", "--allow-origin", "a.example"], {}, 'error: "a.example" is not an origin'],
    [["--port", "0", "--host", "192.0.2.1"], {}, "error: 192.0.2.1 is not an address of this machine"],
  ])("%j", async (args, env: Record<string, string>, message) => {
    const { code, stdout, stderr } = await run(args, env);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    expect(await run(["--port", String(port)])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: port ${port} is in use; choose another with --port or MOCK_PORT\n`,
    });
    taken.close();
  });
});
