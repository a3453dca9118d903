/** What a run has created and not removed yet, in memory and on disk, so that a killed run can be cleaned up after. */
import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Deployment } from "../deployment.ts";
import type { CleanupCall } from "../journey.ts";

/** The first line of a ledger: whose it is. */
export interface LedgerHead extends Deployment {
  version: 1;
  /** What the names of this run begin with. */
  run: string;
  /** The process that keeps it. */
  pid: number;
  startedAt: string;
}

/** A further line. */
type Line = { created: CleanupCall } | { removed: CleanupCall };

/** Where ledgers are kept by default. */
export const LEDGER_FOLDER = ".agora-chat-contract";

export class Ledger {
  readonly head: LedgerHead;
  readonly file: string;
  /** How many lines could not be read. */
  readonly broken: number;
  readonly #calls: Map<string, CleanupCall>;
  #descriptor: number | undefined;
  /** Whether the folder goes with the last ledger: one that somebody else created is theirs. */
  #ownsFolder: boolean;

  private constructor(file: string, head: LedgerHead, calls: Map<string, CleanupCall>, broken = 0) {
    this.file = file;
    this.head = head;
    this.broken = broken;
    this.#calls = calls;
    this.#descriptor = openSync(file, "a", 0o600);
    this.#ownsFolder = basename(dirname(file)) === LEDGER_FOLDER;
  }

  /** Begins the ledger of a run. @throws Error when the folder cannot be written */
  static create(folder: string, deployment: Deployment, run: string): Ledger {
    const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
    const { baseUrl, org, app } = deployment;
    const startedAt = new Date().toISOString();
    const head: LedgerHead = { version: 1, baseUrl, org, app, run, pid: process.pid, startedAt };
    const ledger = new Ledger(join(folder, `${run}.ndjson`), head, new Map());
    ledger.#ownsFolder ||= isNew;
    ledger.#write(head);
    return ledger;
  }

  /** Opens what another process left, or undefined when the file is not a ledger. */
  static open(file: string): Ledger | undefined {
    const text = readFileSync(file, "utf8");
    const [first, ...lines] = text.split("\n").filter(Boolean).map(parseLine);
    if (!isHead(first)) return undefined;
    const calls = new Map<string, CleanupCall>();
    for (const line of lines) {
      if (isObject(line) && "created" in line) calls.set(keyOf(line.created), line.created);
      if (isObject(line) && "removed" in line) calls.delete(keyOf(line.removed));
    }
    const ledger = new Ledger(file, first, calls, lines.filter((line) => line === undefined).length);
    // A process that was killed may leave half a line.
    if (!text.endsWith("\n")) ledger.#append("\n");
    return ledger;
  }

  /** Adds the call that removes what was created; it is on disk when this returns. @throws Error when it cannot be written, or is closed */
  created(call: CleanupCall): void {
    this.#write({ created: call });
    this.#calls.set(keyOf(call), call);
  }

  /** Takes a call off, since what it removes is gone. */
  removed(call: CleanupCall): void {
    if (!this.#calls.delete(keyOf(call))) return;
    this.#write({ removed: call });
  }

  /** The calls that are still to be made, the last first. */
  calls(): CleanupCall[] {
    return [...this.#calls.values()].reverse();
  }

  /** Stops writing; with `isDone`, a ledger with nothing left on it is deleted. @returns whether it was deleted */
  close(isDone: boolean): boolean {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    if (!isDone || this.#calls.size > 0) return false;
    rmSync(this.file);
    if (this.#ownsFolder) removeEmpty(dirname(this.file));
    return true;
  }

  #write(line: LedgerHead | Line): void {
    this.#append(`${JSON.stringify(line)}\n`);
  }

  #append(text: string): void {
    if (this.#descriptor === undefined) throw new Error("the ledger is closed");
    writeSync(this.#descriptor, text);
    fdatasyncSync(this.#descriptor);
  }
}

/** The files in a folder that may be ledgers; none when there is no such folder. */
export function ledgerFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".ndjson"))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // Another run has its ledger there.
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function keyOf({ operationId, path }: CleanupCall): string {
  return JSON.stringify([operationId, ...Object.entries(path).sort()]);
}

function parseLine(text: string): LedgerHead | Line | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Line {
  return typeof value === "object" && value !== null;
}

function isHead(line: unknown): line is LedgerHead {
  const head = line as Partial<LedgerHead> | undefined;
  return head?.version === 1 && typeof head.run === "string" && typeof head.baseUrl === "string";
}
