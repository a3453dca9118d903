import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Exchange } from "../../src/index.ts";
import type { Note } from "../../src/recorded/notes.ts";
import { readRecordings } from "../../src/recorded/read-recordings.ts";
import { runHere } from "../support/in-process.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
export const BASE = "https://a61.chat.agora.io/41117440/383391";
export const ROOMS = { action: "get", data: [], timestamp: 1772445600000, duration: 1 };

const AUTHORIZED = [{ name: "Authorization", value: "Bearer t" }];

/** A folder for one test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "recorded-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** A file for one test. */
export async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await folder(), name);
  await writeFile(path, content);
  return path;
}

/** An entry of a HAR file; what is given takes the place of what is usual. */
export function entry(request: object = {}, response: object = {}, more: object = {}): object {
  const headers = [{ name: "Content-Type", value: "application/json" }];
  const content = { size: -1, mimeType: "application/json", text: JSON.stringify(ROOMS) };
  return {
    startedDateTime: "2026-03-02T09:00:00.000Z",
    request: { method: "GET", url: `${BASE}/chatrooms`, headers: AUTHORIZED, queryString: [], bodySize: 0, ...request },
    response: { status: 200, headers, content, ...response },
    ...more,
  };
}

export function har(entries: unknown[], log: object = {}): string {
  return JSON.stringify({ log: { version: "1.2", creator: { name: "test", version: "1" }, ...log, entries } }, null, 2);
}

/** All that recordings hold. */
export async function read(...paths: string[]): Promise<{ exchanges: Exchange[]; notes: Note[] }> {
  const exchanges: Exchange[] = [];
  const notes: Note[] = [];
  for await (const exchange of readRecordings(paths, { onNote: (note) => notes.push(note) })) exchanges.push(exchange);
  return { exchanges, notes };
}

/** What an entry is read as, or the reason why it is not. */
export async function readOne(value: unknown): Promise<Exchange | string | undefined> {
  const { exchanges, notes } = await read(await file("one.har", har([value])));
  return exchanges[0] ?? notes[0]?.reason;
}

/** Starts the command. */
export function start(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, ...output })),
  );
  return { child, output, ended };
}

/** Runs the command to its end, within this process. */
export async function run(...args: string[]) {
  return runHere(args, await folder());
}
