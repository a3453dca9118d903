/** What a run has made and not removed yet, in memory and on disk, so that a killed run can be cleaned up after. */
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
import type { Made } from "../journey.ts";

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
type Line = { made: Made } | { removed: Made };

/** Where ledgers are kept unless told otherwise. */
export const LEDGER_FOLDER = ".agora-chat-contract";

export class Ledger {
  readonly head: LedgerHead;
  readonly file: string;
  /** How many lines could not be read. */
  readonly broken: number;
  readonly #things: Map<string, Made>;
  #descriptor: number | undefined;
  /** Whether the folder goes with the last ledger: one that somebody made is theirs. */
  #ownsFolder: boolean;

  private constructor(file: string, head: LedgerHead, things: Map<string, Made>, broken = 0) {
    this.file = file;
    this.head = head;
    this.broken = broken;
    this.#things = things;
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

  /** Opens what another process left, or undefined when the file is no ledger. */
  static open(file: string): Ledger | undefined {
    const text = readFileSync(file, "utf8");
    const [first, ...lines] = text.split("\n").filter(Boolean).map(parseLine);
    if (!isHead(first)) return undefined;
    const things = new Map<string, Made>();
    for (const line of lines) {
      if (isObject(line) && "made" in line) things.set(keyOf(line.made), line.made);
      if (isObject(line) && "removed" in line) things.delete(keyOf(line.removed));
    }
    const ledger = new Ledger(file, first, things, lines.filter((line) => line === undefined).length);
    // A process that was killed may leave half a line.
    if (!text.endsWith("\n")) ledger.#append("\n");
    return ledger;
  }

  /** Writes down a thing; it is on disk when this returns. @throws Error when it cannot be written, or is closed */
  made(thing: Made): void {
    this.#write({ made: thing });
    this.#things.set(keyOf(thing), thing);
  }

  /** Takes a thing off. */
  removed(thing: Made): void {
    if (!this.#things.delete(keyOf(thing))) return;
    this.#write({ removed: thing });
  }

  /** What is there to remove, the last first. */
  things(): Made[] {
    return [...this.#things.values()].reverse();
  }

  /** Stops writing; with `isDone`, a ledger with nothing left on it is deleted. @returns whether it is gone */
  close(isDone: boolean): boolean {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    if (!isDone || this.#things.size > 0) return false;
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

function keyOf({ undo, path }: Made): string {
  return JSON.stringify([undo, ...Object.entries(path).sort()]);
}

function parseLine(text: string): LedgerHead | Line | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { made: Made } | { removed: Made } {
  return typeof value === "object" && value !== null;
}

function isHead(line: unknown): line is LedgerHead {
  const head = line as Partial<LedgerHead> | undefined;
  return head?.version === 1 && typeof head.run === "string" && typeof head.baseUrl === "string";
}
