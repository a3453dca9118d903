/** An app as lines of JSON: what it is, its rows in the order of their places, its files, and an end. */
import { buffer } from "node:stream/consumers";
import type { StoredRow, World } from "../world/world.ts";
import type { App } from "./app.ts";
import type { FileStore } from "./store.ts";

/** The format of the lines. A change of them, or of what rows mean, makes another one. */
const FORMAT = 1;

/** Where the bytes of an app's files are, and which of them its rows refer to. */
export interface AppFiles {
  store: FileStore;
  of: (world: World) => ReadonlySet<string>;
}

type Line = Record<string, unknown>;

/** The lines of an app, as it is at this moment. One file at a time is in memory. */
export async function* exportLines(app: App, files: AppFiles): AsyncGenerator<string> {
  const { rows, ids, version } = await app.call((world) => ({
    rows: world.rows(),
    ids: [...files.of(world)],
    version: world.version,
  }));
  const { org, app: name } = app.name;
  yield toLine({ format: FORMAT, org, app: name, version });
  for (const row of rows) yield toLine({ ...row });
  for (const file of ids) {
    yield toLine({ file, bytes: (await buffer(files.store.open(app.key, file))).toString("base64") });
  }
  yield toLine({ end: true, rows: rows.length, files: ids.length });
}

/**
 * Makes an app hold what lines say, and nothing else; all of it or, where it throws, none.
 * @throws Error with a sentence that names the line where they are not those of an export
 */
export async function importLines(app: App, files: AppFiles, lines: AsyncIterable<string>): Promise<void> {
  const present = await app.call((world) => files.of(world));
  const rows: StoredRow[] = [];
  const stored: string[] = [];
  try {
    const version = await readLines(lines, {
      row: (row) => rows.push(row),
      async file(id, bytes) {
        if (!present.has(id)) stored.push(id);
        await files.store.put(app.key, id, [bytes]);
      },
    });
    await app.call((world) => {
      world.replace(rows);
      // Ids are made of the version, and those of the rows must not be given again.
      world.version = Math.max(world.version, version);
    });
  } catch (error) {
    await Promise.all(stored.map((id) => files.store.delete(app.key, id)));
    throw error;
  }
}

interface Receiver {
  row(row: StoredRow): void;
  file(id: string, bytes: Uint8Array): Promise<void>;
}

/** @returns the version that the app had */
async function readLines(lines: AsyncIterable<string>, { row, file }: Receiver): Promise<number> {
  let version: number | undefined;
  let number = 0;
  const counts = { rows: 0, files: 0 };
  for await (const text of lines) {
    const line = parse(text, ++number);
    if (version === undefined) version = versionOf(line);
    else if (isRow(line)) row(counted(counts, "rows", line));
    else if (isFile(line)) await file(counted(counts, "files", line).file, Buffer.from(line.bytes, "base64"));
    else if (line["end"] === true && line["rows"] === counts.rows && line["files"] === counts.files) return version;
    else throw new Error(`line ${number} is not one of an export`);
  }
  throw new Error(`the export ends after line ${number}, before its end`);
}

function counted<Value>(counts: { rows: number; files: number }, what: "rows" | "files", value: Value): Value {
  counts[what]++;
  return value;
}

function parse(text: string, number: number): Line {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === "object" && line !== null) return line as Line;
  } catch {
    // Said below, as for what is JSON of another kind.
  }
  throw new Error(`line ${number} is not a JSON object`);
}

function versionOf({ format, version }: Line): number {
  if (format === undefined) throw new Error("line 1 is not the beginning of an export");
  if (format !== FORMAT) throw new Error(`the export has format ${format}, and this emulator reads format ${FORMAT}`);
  if (!Number.isSafeInteger(version)) throw new Error("line 1 has no version");
  return version as number;
}

function isRow(line: Line): line is Line & StoredRow {
  const { table, key, place, row } = line;
  const isNamed = typeof table === "string" && typeof key === "string" && Number.isSafeInteger(place);
  return isNamed && typeof row === "object" && row !== null;
}

function isFile(line: Line): line is Line & { file: string; bytes: string } {
  return typeof line["file"] === "string" && typeof line["bytes"] === "string";
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
