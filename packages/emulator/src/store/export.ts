/** An app as lines of JSON: what it is, its rows in the order of their places, its files, and an end. */
import { buffer } from "node:stream/consumers";
import type { StoredRow, World } from "../world/world.ts";
import type { App } from "./app.ts";
import type { Tenant } from "./apps.ts";
import type { FileStore } from "./store.ts";

/** The format of the lines. A change of them, or of what rows mean, makes another one. */
const FORMAT = 1;

/** Why lines are not those of an export, in a sentence. */
export class ExportError extends Error {
  override readonly name = "ExportError";
}

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
 * @param adapt changes the rows before they are taken
 * @throws ExportError with a sentence that names the line where they are not those of an export
 */
export async function importLines(
  app: App,
  files: AppFiles,
  lines: AsyncIterable<string> | Iterable<string>,
  adapt = (_: World, rows: readonly StoredRow[]) => rows,
): Promise<void> {
  const [present, world] = await app.call((world) => [files.of(world), world]);
  const rows: StoredRow[] = [];
  const stored: string[] = [];
  try {
    const version = await readLines(lines, {
      row(row, line) {
        const problem = problemOf(world, row);
        if (problem !== undefined) throw new ExportError(`line ${line}: ${problem}`);
        rows.push(row);
      },
      async file(id, bytes) {
        // Bytes never change under an id.
        if (present.has(id)) return;
        stored.push(id);
        await files.store.put(app.key, id, [bytes]);
      },
    });
    await app.call((world) => {
      world.replace(adapt(world, rows));
      // Ids are made of the version, and those of the rows must not be given again.
      world.version = Math.max(world.version, version);
    });
  } catch (error) {
    await Promise.all(stored.map((id) => files.store.delete(app.key, id)));
    throw error;
  }
}

/** The app that lines tell of, by the first of them. @throws ExportError with a sentence where that does not begin an export */
export function readHead(text: string): Tenant & { version: number } {
  const { format, org, app, version } = parse(text, 1);
  if (format === undefined) throw new ExportError("line 1 is not the beginning of an export");
  if (format !== FORMAT)
    throw new ExportError(`the export has format ${format}, and this emulator reads format ${FORMAT}`);
  if (!Number.isSafeInteger(version)) throw new ExportError("line 1 has no version");
  return { org: String(org), app: String(app), version: Number(version) };
}

/** What is wrong with a row, in a sentence. */
function problemOf({ held }: World, { table: name, key, row }: StoredRow): string | undefined {
  const table = held.find((each) => each.name === name);
  if (!table) return `there is no table ${name}`;
  return row && table.keyOf(row) === key ? undefined : `the row is not the one of ${name} with the key "${key}"`;
}

interface Counts {
  rows: number;
  files: number;
}

interface Receiver {
  row(row: StoredRow, line: number): void;
  file(id: string, bytes: Uint8Array): Promise<void>;
}

/** @returns the version that the app had */
async function readLines(lines: AsyncIterable<string> | Iterable<string>, { row, file }: Receiver): Promise<number> {
  let version: number | undefined;
  let number = 0;
  const counts: Counts = { rows: 0, files: 0 };
  for await (const text of lines) {
    number++;
    if (version === undefined) {
      version = readHead(text).version;
      continue;
    }
    const line = parse(text, number);
    if (isRow(line)) row(counted(counts, "rows", line), number);
    else if (isFile(line)) await file(counted(counts, "files", line).file, Buffer.from(line.bytes, "base64"));
    else if (line["end"] === true) return checkedEnd(line, counts, number, version);
    else throw new ExportError(`line ${number} is not one of an export`);
  }
  throw new ExportError(`the export ends after line ${number}, before its end`);
}

function checkedEnd({ rows, files }: Line, counts: Counts, number: number, version: number): number {
  if (rows === counts.rows && files === counts.files) return version;
  const [told, found] = [`${rows} rows and ${files} files`, `${counts.rows} and ${counts.files}`];
  throw new ExportError(`line ${number} tells of ${told}, and there are ${found} before it`);
}

function counted<Value>(counts: Counts, what: "rows" | "files", value: Value): Value {
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
  throw new ExportError(`line ${number} is not a JSON object`);
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
