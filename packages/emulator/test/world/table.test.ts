import { describe, expect, test } from "vitest";
import { type Change, Table } from "../../src/world/table.ts";

interface Book {
  readonly title: string;
  readonly author: string;
}

function bookshelf(isFrozen = false) {
  const changes: Change[] = [];
  let place = 0;
  const journal = {
    nextPlace: () => ++place,
    record: (change: Change) => changes.push(change),
    isFrozen: () => isFrozen,
  };
  const books = new Table<Book, "author" | "all">(
    "books",
    { key: (row) => row.title, by: { author: (row) => row.author, all: () => "" } },
    journal,
  );
  return { books, changes };
}

const titles = (rows: Iterable<Book>) => [...rows].map(({ title }) => title);

test("a row is found by its key until it is deleted", () => {
  const { books } = bookshelf();
  books.put({ title: "Emma", author: "austen" });
  expect(books.get("Emma")).toEqual({ title: "Emma", author: "austen" });
  books.delete("Emma");
  expect(books.get("Emma")).toBeUndefined();
  expect(books.size).toBe(0);
});

test("rows with a value of an index come in the order in which they were put", () => {
  const { books } = bookshelf();
  for (const title of ["Persuasion", "Emma", "Sanditon"]) books.put({ title, author: "austen" });
  books.put({ title: "Ulysses", author: "joyce" });
  expect(titles(books.by("author", "austen"))).toEqual(["Persuasion", "Emma", "Sanditon"]);
  expect(titles(books.by("author", "nobody"))).toEqual([]);
  expect(titles(books.by("all"))).toEqual(["Persuasion", "Emma", "Sanditon", "Ulysses"]);
});

test("a row that is replaced keeps its place, and moves to another value of an index", () => {
  const { books } = bookshelf();
  for (const title of ["A", "B", "C"]) books.put({ title, author: "x" });
  books.put({ title: "B", author: "y" });
  books.put({ title: "A", author: "y" });
  expect(titles(books.by("all"))).toEqual(["A", "B", "C"]);
  expect(titles(books.by("author", "y"))).toEqual(["A", "B"]);
  expect(titles(books.by("author", "x"))).toEqual(["C"]);
});

test("a row that was deleted and comes again is the newest", () => {
  const { books } = bookshelf();
  for (const title of ["A", "B"]) books.put({ title, author: "x" });
  books.delete("A");
  books.put({ title: "A", author: "x" });
  expect(titles(books.by("all"))).toEqual(["B", "A"]);
});

test("a key of several parts is asked for by its parts", () => {
  const journal = { nextPlace: () => 1, record: () => {}, isFrozen: () => false };
  const loans = new Table<{ reader: string; book: string }>("loans", { key: (row) => [row.reader, row.book] }, journal);
  loans.put({ reader: "ada", book: "Emma" });
  expect(loans.has("ada", "Emma")).toBe(true);
  expect(loans.has("ada")).toBe(false);
  loans.delete("ada", "Emma");
  expect(loans.has("ada", "Emma")).toBe(false);
});

test("a frozen row cannot be changed in place, at any depth", () => {
  const { books } = bookshelf(true);
  const row = { title: "Emma", author: "austen", tags: ["novel"] };
  books.put(row);
  expect(() => {
    row.author = "anybody";
  }).toThrow(TypeError);
  expect(() => row.tags.push("love")).toThrow(TypeError);
});

describe("pages of rows", () => {
  const { books } = bookshelf();
  for (const title of "ABCDEFG") books.put({ title, author: "x" });
  const rows = books.by("all");
  const placeOf = (title: string) => books.find(title)?.place ?? 0;

  test.each([
    { page: rows.newest(3), expected: "GFE" },
    { page: rows.newest(3, 6), expected: "A" },
    { page: rows.newest(3, 7), expected: "" },
    { page: rows.oldest(2, 1), expected: "BC" },
    { page: rows.oldest(2, 9), expected: "" },
    { page: rows.before(placeOf("D"), 2).map(({ row }) => row), expected: "CB" },
    { page: rows.before(Number.POSITIVE_INFINITY, 2).map(({ row }) => row), expected: "GF" },
    { page: rows.after(placeOf("D"), 9).map(({ row }) => row), expected: "EFG" },
    { page: rows.after(0, 1).map(({ row }) => row), expected: "A" },
  ])("$expected", ({ page, expected }) => {
    expect(titles(page).join("")).toBe(expected);
  });

  test("go on where they were when the row there is gone", () => {
    const { books } = bookshelf();
    for (const title of "ABCD") books.put({ title, author: "x" });
    const place = books.find("C")?.place ?? 0;
    books.delete("C");
    expect(
      titles(
        books
          .by("all")
          .before(place, 9)
          .map(({ row }) => row),
      ),
    ).toEqual(["B", "A"]);
    expect(
      titles(
        books
          .by("all")
          .after(place, 9)
          .map(({ row }) => row),
      ),
    ).toEqual(["D"]);
  });
});
