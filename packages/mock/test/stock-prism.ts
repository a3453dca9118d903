/** Prism's own command, as the package's scripts run it. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";

const PRISM = "node_modules/@stoplight/prism-cli/dist/index.js";
const folder = fileURLToPath(new URL("../", import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as { scripts: Record<string, string> };

export interface StockPrism {
  url: string;
  /** Whether its process still runs. */
  isAlive(): boolean;
  close(): void;
}

/** Starts a script of the package: `prism` or `prism:proxy`. @throws Error with its output when it ends early */
export async function startStockPrism(script: string, ...more: string[]): Promise<StockPrism> {
  const [, ...args] = scripts[script]?.split(" ") ?? [];
  const port = await freePort();
  const child = spawn(process.execPath, [PRISM, ...args, ...more, "--port", `${port}`], {
    cwd: folder,
  });
  await listening(child);
  return {
    url: `http://127.0.0.1:${port}`,
    isAlive: () => child.exitCode === null,
    close: () => void child.kill(),
  };
}

function listening(child: ChildProcess): Promise<void> {
  let output = "";
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
        if (output.includes("is listening")) resolve();
      });
    }
    child.once("exit", (code) => reject(new Error(`Prism ended with ${code}: ${output}`)));
  });
}
