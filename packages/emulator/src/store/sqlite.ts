import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { StoredRow } from "../world/world.ts";
import { createFolder } from "./folder.ts";
import type { AppKey, Commit, Store } from "./store.ts";

// Loaded when a store is opened, so that those in memory start without it.
const load = () => process.getBuiltinModule("node:sqlite");

export interface SqliteOptions {
  /** Holds what is stored to the disk at each commit, so that it survives a loss of power, too. @default false */
  sync?: boolean;
  /** The most pages of 4,096 bytes that the file may have. @default no limit */
  maxPages?: number;
}

/** A store in one SQLite file. */
export interface SqliteStore extends Store {
  readonly database: DatabaseSync;
}

/** What `PRAGMA application_id` says in a file of ours: "Chat". */
const APPLICATION = 0x43686174;
/** The format of the file. A change of tables or of what rows mean makes another one. */
const FORMAT = 1;

const TABLES = `
  CREATE TABLE apps (app TEXT PRIMARY KEY, version INTEGER NOT NULL, turn TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE rows (
    app TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (app, tbl, key)
  ) WITHOUT ROWID;
`;

/** One turn that waits to be written. */
interface Append {
  app: AppKey;
  version: number;
  turn: string;
  changes: readonly StoredRow[];
  resolve: (version: number) => void;
  reject: (error: unknown) => void;
}

/**
 * Opens a file, or makes one.
 * @throws Error with a sentence when it is not a file of this emulator, or is in use by another
 */
export function openSqliteStore(file: string, { sync = false, maxPages }: SqliteOptions = {}): SqliteStore {
  mkdirSync(dirname(file), { recursive: true });
  const database = openDatabase(file, sync);
  if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.floor(maxPages)}`);
  const statements = prepare(database);
  const files = createFolder(() => `${file}.files`);
  let waiting: Append[] = [];

  /** Writes what all apps have appended in this turn of the event loop, in one transaction. */
  function flush(): void {
    const appends = waiting;
    waiting = [];
    try {
      database.exec("BEGIN IMMEDIATE");
      for (const append of appends) writeTurn(statements, append);
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      for (const { reject } of appends) reject(error);
      return;
    }
    for (const { resolve, version } of appends) resolve(version);
  }

  function write(changed: Omit<Append, "resolve" | "reject">): Promise<number> {
    return new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ ...changed, resolve, reject });
    });
  }

  return {
    database,
    files,
    open: (app) => ({ ...last(statements, app), rows: rowsOf(statements, app) }),
    last: (app) => last(statements, app),
    append: (app, after, turn, changes) => write({ app, version: after + 1, turn, changes }),
    amend: (app, version, turn, changes) => write({ app, version, turn, changes }),
    holding: (table) => statements.holding.all(table).map(({ app }) => String(app)),
    async clear(app) {
      statements.clear.run(app);
      if (existsSync(`${file}.files`)) await files.keep(app, new Set());
    },
    close: () => database.close(),
  };
}

function openDatabase(file: string, sync: boolean): DatabaseSync {
  const database = new (load().DatabaseSync)(file);
  try {
    database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 0`);
    database.exec(`PRAGMA synchronous = ${sync ? "FULL" : "NORMAL"}`);
    // Takes the lock that is held until the end.
    database.exec("BEGIN IMMEDIATE");
    if (pragma(database, "application_id") === 0 && isEmpty(database)) {
      database.exec(`${TABLES} PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${FORMAT}`);
    }
    checkFormat(file, database);
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw explained(file, error);
  }
}

function checkFormat(file: string, database: DatabaseSync): void {
  if (pragma(database, "application_id") !== APPLICATION) throw new Error(`${file} is not a data file of the emulator`);
  const format = pragma(database, "user_version");
  if (format === FORMAT) return;
  const advice = format > FORMAT ? "take a newer emulator for it" : "take the emulator that wrote it";
  throw new Error(`${file} has format ${format}, and this emulator reads format ${FORMAT}: ${advice}, or another file`);
}

function explained(file: string, error: unknown): Error {
  const code = (error as { errcode?: number }).errcode;
  if (code === SQLITE_BUSY) {
    return new Error(`${file} is in use by another emulator: stop that one, or take another file`, { cause: error });
  }
  if (code === SQLITE_NOTADB) return new Error(`${file} is not a data file of the emulator`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

const SQLITE_BUSY = 5;
const SQLITE_NOTADB = 26;

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(database: DatabaseSync): boolean {
  return database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()?.["tables"] === 0;
}

interface Statements {
  app: StatementSync;
  rows: StatementSync;
  put: StatementSync;
  delete: StatementSync;
  version: StatementSync;
  clear: StatementSync;
  holding: StatementSync;
}

function prepare(database: DatabaseSync): Statements {
  return {
    app: database.prepare("SELECT version, turn FROM apps WHERE app = ?"),
    rows: database.prepare('SELECT tbl AS "table", key, place, row FROM rows WHERE app = ? ORDER BY place'),
    put: database.prepare(
      "INSERT INTO rows VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET place = excluded.place, row = excluded.row",
    ),
    delete: database.prepare("DELETE FROM rows WHERE app = ? AND tbl = ? AND key = ?"),
    version: database.prepare(
      "INSERT INTO apps VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, turn = excluded.turn",
    ),
    clear: database.prepare("DELETE FROM rows WHERE app = ?"),
    holding: database.prepare(
      "SELECT app FROM apps WHERE EXISTS (SELECT 1 FROM rows WHERE rows.app = apps.app AND tbl = ?)",
    ),
  };
}

function last(statements: Statements, app: AppKey): Commit {
  return (statements.app.get(app) as Commit | undefined) ?? { version: 0, turn: "" };
}

function rowsOf(statements: Statements, app: AppKey): StoredRow[] {
  return statements.rows.all(app).map(({ table, key, place, row }) => ({
    table: String(table),
    key: String(key),
    place: Number(place),
    row: JSON.parse(String(row)) as object,
  }));
}

function writeTurn({ put, delete: remove, version }: Statements, append: Append): void {
  const { app, turn, changes } = append;
  for (const { table, key, place, row } of changes) {
    if (row) put.run(app, table, key, place, JSON.stringify(row));
    else remove.run(app, table, key);
  }
  version.run(app, append.version, turn);
}
