/** What all tools have in common. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface Tool {
  /** Name of its package. */
  name: string;
  /** Rejects with what the tool has to say against the description. */
  run(): Promise<void>;
}

export const HERE: string = fileURLToPath(new URL(".", import.meta.url));
export const DESCRIPTION: string = fileURLToPath(new URL("../dist/openapi.json", import.meta.url));

/** Runs a program of this folder's dependencies. @throws Error with what it printed, when it fails */
export async function runProgram(script: string, ...args: string[]): Promise<void> {
  const env = { ...process.env, DO_NOT_TRACK: "1", NO_COLOR: "1", KUBB_DISABLE_TELEMETRY: "1" };
  const program = [`${HERE}node_modules/${script}`, ...args];
  await promisify(execFile)(process.execPath, program, { cwd: HERE, env, maxBuffer: 2 ** 26 }).catch((error) => {
    throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message);
  });
}
