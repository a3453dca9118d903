import { type ChildProcess, execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const script = fileURLToPath(new URL("../src/start.ts", import.meta.url));

let started: ChildProcess;
let banner = "";
let ports: { DOCS_PORT: string; MOCK_PORT: string; EMULATOR_PORT: string };
beforeAll(async () => {
  const port = async () => String(await freePort());
  ports = { DOCS_PORT: await port(), MOCK_PORT: await port(), EMULATOR_PORT: await port() };
  started = spawn(process.execPath, [script], { env: { ...process.env, ...ports } });
  await new Promise<void>((resolve, reject) => {
    started.stdout?.on("data", (chunk) => {
      banner += chunk;
      if (banner.includes("Ctrl-C")) resolve();
    });
    started.once("exit", (code) => reject(new Error(`start ended with ${code}: ${banner}`)));
  });
});
afterAll(() => started.kill("SIGKILL"));

test("the banner names all addresses, and all answer", async () => {
  expect(banner).toContain(`http://localhost:${ports.DOCS_PORT}`);
  expect(await (await fetch(`http://localhost:${ports.DOCS_PORT}/`)).text()).toContain("Agora Chat REST API");
  expect(banner).toContain(`http://localhost:${ports.MOCK_PORT}`);
  const emulator = `http://localhost:${ports.EMULATOR_PORT}`;
  expect(banner).toContain(emulator);
  expect(await (await fetch(`${emulator}/_emulator/health`)).json()).toMatchObject({ status: "ok" });
});

test("the curl line of the banner works as printed", async () => {
  const line = banner.match(/^ *(curl .*)$/m)?.[1] ?? "";
  const { stdout } = await run("sh", ["-c", `${line} --silent --fail`]);
  expect(JSON.parse(stdout)).toMatchObject({ action: "get", data: expect.arrayContaining([{ owner: "ada" }]) });
});

test("a port that is taken is one line that names the variable", async () => {
  for (const variable of ["DOCS_PORT", "MOCK_PORT", "EMULATOR_PORT"] as const) {
    const env = { ...process.env, DOCS_PORT: "0", MOCK_PORT: "0", EMULATOR_PORT: "0", [variable]: ports[variable] };
    const second = run(process.execPath, [script], { env });
    const stderr = `start: port ${ports[variable]} is in use; set ${variable} to another one\n`;
    await expect(second).rejects.toMatchObject({ code: 1, stdout: "", stderr });
  }
});

test("Ctrl-C stops all of them cleanly", async () => {
  const exit = new Promise((resolve) => started.once("exit", resolve));
  started.kill("SIGINT");
  expect(await exit).toBe(0);
  for (const port of Object.values(ports)) await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow();
});
