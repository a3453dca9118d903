/** Runs the command line as a user does. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export const ORG = "41117440";
export const APP = "383391";
/** A token that no service takes, and that must turn up nowhere. */
export const TOKEN = "canary-token-7f3b4d9e";

/** Journeys that create something of each kind that is removed. */
export const FEW = [
  "--journey",
  "users/users,chatgroups/groups,chatrooms/rooms,push/labels,chatrooms/super-admins,threads/threads",
];

/** Variables that tests name in options, beside $CHAT_TOKEN. */
export const ENVIRONMENT = { EMPTY: "", BROKEN: "two words", NO_COLOR: "1" };

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Starts a command in a folder, with a token in $CHAT_TOKEN. @returns the process, and what became of it */
export function startCommand(
  args: string[],
  cwd: string,
  token = TOKEN,
): { child: ChildProcess; finished: Promise<Finished> } {
  const env = { ...process.env, ...ENVIRONMENT, CHAT_TOKEN: token };
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, finished };
}

/** The options that name a deployment. */
export function deployment(baseUrl: string, token = "CHAT_TOKEN"): string[] {
  return ["--base-url", baseUrl, "--org", ORG, "--app", APP, "--token-env", token];
}
