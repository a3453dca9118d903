/** What `pnpm start` and `pnpm dev` share: where they listen, what they build first, and how they end. */
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import type { StartedEmulator } from "@agora-chat-openapi/emulator";
import type { Mock } from "@agora-chat-openapi/mock";

export const ROOT = new URL("../../", import.meta.url);

/** Starts the mock as it is built; before the build there is none to import. */
export async function startBuiltMock(port: number): Promise<Mock> {
  const { startMock } = await import("@agora-chat-openapi/mock");
  return startMock({ port });
}

/** Starts the emulator as it is built. It keeps everything in memory. */
export async function startBuiltEmulator(port: number): Promise<StartedEmulator> {
  const { startEmulator } = await import("@agora-chat-openapi/emulator");
  return startEmulator({ port });
}

/** Builds what changed. Ends the program when that fails. */
export function build(program: string): void {
  const { status } = spawnSync("turbo", ["run", "build", "--output-logs=errors-only"], {
    cwd: ROOT,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) fail(program, "the build failed; `pnpm build` shows why");
}

/** The port of an environment variable, or the usual one. Ends the program when it is malformed or taken. */
export async function freePort(program: string, variable: string, usual: number): Promise<number> {
  const text = process.env[variable] ?? String(usual);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) fail(program, `${variable} is a port number, not "${text}"`);

  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.once("error", () => fail(program, `port ${port} is in use; set ${variable} to another one`));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
  return port;
}

/** Ends the program with 0 once Ctrl-C has closed everything. */
export function closeOnSignal(close: () => Promise<unknown>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await close();
      process.exit(0);
    });
  }
}

/** Ends the program with one line that says why. */
export function fail(program: string, message: string): never {
  console.error(`${program}: ${message}`);
  process.exit(1);
}
