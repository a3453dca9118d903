import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { openSqliteStore, type SqliteStore } from "../../src/store/sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "emulator-sqlite-"));
const open = new Set<SqliteStore>();
let count = 0;

afterAll(() => {
  for (const store of open) store.close();
  rmSync(folder, { recursive: true });
});

const newFile = () => join(folder, `${++count}.db`);
const row = (key: string, place: number, value: object = { key }) => ({ table: "users", key, place, row: value });
const gone = (key: string) => ({ table: "users", key, place: 1, row: undefined });

function opened(file: string, options = {}): SqliteStore {
  const store = openSqliteStore(file, options);
  open.add(store);
  return store;
}

function closed(store: SqliteStore): void {
  store.close();
  open.delete(store);
}

const keysOf = async (store: SqliteStore, app: string) => [...(await store.open(app)).rows].map(({ key }) => key);

test("rows come back in the order of their places, with the version and the last turn", async () => {
  const file = newFile();
  const store = opened(file);
  expect(await store.open("o#a")).toEqual({ version: 0, turn: "", rows: [] });
  expect(await store.append("o#a", 0, "t1", [row("zoe", 1), row("ada", 2)])).toBe(1);
  expect(await store.append("o#a", 1, "t2", [gone("zoe"), row("bob", 3)])).toBe(2);
  closed(store);
  const again = opened(file);
  expect(await again.open("o#a")).toEqual({ version: 2, turn: "t2", rows: [row("ada", 2), row("bob", 3)] });
  expect(await again.last("o#a")).toEqual({ version: 2, turn: "t2" });
});

test("apps have rows of their own, and clearing one keeps its version", async () => {
  const store = opened(newFile());
  await Promise.all([store.append("o#a", 0, "t1", [row("ada", 1)]), store.append("o#b", 0, "t2", [row("ben", 1)])]);
  await store.clear("o#a");
  expect(await keysOf(store, "o#a")).toEqual([]);
  expect((await store.last("o#a")).version).toBe(1);
  expect(await keysOf(store, "o#b")).toEqual(["ben"]);
});

test("a second emulator on the file is refused with a sentence, in this process and in another", async () => {
  const file = newFile();
  opened(file);
  const sentence = `${file} is in use by another emulator: stop that one, or take another file`;
  expect(() => openSqliteStore(file)).toThrow(sentence);
  const source = new URL("../../src/store/sqlite.ts", import.meta.url).href;
  const script = `import { openSqliteStore } from ${JSON.stringify(source)}; openSqliteStore(${JSON.stringify(file)});`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  await expect(run).rejects.toThrow(sentence);
});

test("a file that is not one of the emulator's is refused, and stays as it is", async () => {
  const text = newFile();
  writeFileSync(text, "not a database, but long enough that SQLite would have to read it as one ".repeat(20));
  expect(() => openSqliteStore(text)).toThrow(`${text} is not a data file of the emulator`);

  const foreign = newFile();
  const database = new DatabaseSync(foreign);
  database.exec("CREATE TABLE bills (id INTEGER); INSERT INTO bills VALUES (1)");
  database.close();
  expect(() => openSqliteStore(foreign)).toThrow(`${foreign} is not a data file of the emulator`);
  const after = new DatabaseSync(foreign);
  expect(after.prepare("SELECT count(*) AS n FROM bills").get()).toEqual({ n: 1 });
  after.close();
});

test.each([
  { format: 0, advice: "take the emulator that wrote it" },
  { format: 99, advice: "take a newer emulator for it" },
])("a file of format $format is refused with a sentence", ({ format, advice }) => {
  const file = newFile();
  closed(opened(file));
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA user_version = ${format}`);
  database.close();
  expect(() => openSqliteStore(file)).toThrow(
    `${file} has format ${format}, and this emulator reads format 1: ${advice}, or another file`,
  );
});

test("when the disk is full an append fails whole, nothing is lost, and it goes on when there is room", async () => {
  const file = newFile();
  const store = opened(file, { maxPages: 20 });
  const big = (key: string) => row(key, 1, { key, text: "x".repeat(3000) });
  let version = 0;
  const failure = await (async () => {
    for (;;) {
      try {
        version = await store.append("o#a", version, `t${version}`, [big(`a${version}`), big(`b${version}`)]);
      } catch (error) {
        return error;
      }
    }
  })();
  expect(String(failure)).toContain("full");
  expect(version).toBeGreaterThan(0);
  expect((await store.last("o#a")).version).toBe(version);
  const before = await keysOf(store, "o#a");
  expect(before).toHaveLength(2 * version);
  await store.append("o#a", version, "shrink", [gone("a0"), gone("b0")]);
  await store.append("o#a", version + 1, "more", [big("c")]);
  expect(await keysOf(store, "o#a")).toEqual(expect.arrayContaining(["c"]));
  expect(await keysOf(store, "o#a")).toHaveLength(before.length - 1);
});

test("one app that does not fit fails those that share its transaction, and all can go on", async () => {
  const store = opened(newFile(), { maxPages: 20 });
  const tooBig = row("big", 1, { text: "x".repeat(200_000) });
  const results = await Promise.allSettled([
    store.append("o#a", 0, "t1", [row("ada", 1)]),
    store.append("o#b", 0, "t2", [tooBig]),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await store.append("o#a", 0, "t3", [row("ada", 1)])).toBe(1);
});

test("files are there whole once stored, apart by app, and go when nothing refers to them", async () => {
  const file = newFile();
  const store = opened(file);
  const read = async (app: string, id: string) => Buffer.concat(await store.files.open(app, id).toArray()).toString();
  await store.files.put("o#a", "1", [Buffer.from("one")]);
  await store.files.put("o#a", "2", [Buffer.from("two")]);
  await store.files.put("o#b", "1", [Buffer.from("other")]);
  expect(await read("o#a", "1")).toBe("one");
  await store.files.keep("o#a", new Set(["2"]));
  await expect(read("o#a", "1")).rejects.toThrow("ENOENT");
  expect(await read("o#a", "2")).toBe("two");
  expect(await read("o#b", "1")).toBe("other");
  await store.clear("o#a");
  await expect(read("o#a", "2")).rejects.toThrow("ENOENT");
});
