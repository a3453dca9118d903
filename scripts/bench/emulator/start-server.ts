/** Starts a server of a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface BenchServer {
  url: string;
  /** The CPU time that it has used, in µs. */
  cpu: () => Promise<number>;
  stop: () => void;
}

/** @param args see server.ts */
export async function startServer(...args: string[]): Promise<BenchServer> {
  const server = spawn(process.execPath, [fileURLToPath(new URL("server.ts", import.meta.url)), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: server.stdout });
  const [url] = await once(lines, "line");
  return {
    url: String(url),
    async cpu() {
      server.stdin.write("\n");
      return Number((await once(lines, "line"))[0]);
    },
    stop: () => server.kill(),
  };
}
