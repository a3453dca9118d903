import { Earliest } from "./earliest.ts";
import { type Placed, Rows } from "./rows.ts";

/** How the rows of a table are named and found. */
export interface TableDefinition<Row, Index extends string> {
  /** The parts that name a row; only the last may hold a slash. */
  key: (row: Row) => string | readonly string[];
  /** Groups of rows that are read together: the value that a row has in each, or undefined where it is in none. */
  by?: Readonly<Record<Index, (row: Row) => string | undefined>>;
  /** A number by which `first` finds the row that has the lowest. */
  rank?: (row: Row) => number;
}

/** What a change did to a row, so that it can be undone and stored. */
export interface Change {
  readonly table: Restorable;
  readonly key: string;
  readonly place: number;
  /** The row as it was; undefined where there was none. */
  readonly before: object | undefined;
}

/** A table as those see it who undo, store and reload changes. */
export interface Restorable {
  readonly name: string;
  /** Puts a row where it was, or takes it away, without a trace in the journal. */
  restore(key: string, place: number, row: object | undefined): void;
  find(key: string): Placed<object> | undefined;
  list(): Iterable<Placed<object>>;
  /** The key of a row. */
  keyOf(row: object): string;
  /** Makes the table hold these rows, in their places, and no others. */
  replace(rows: Iterable<Placed<object>>): void;
  readonly size: number;
}

/** Is told of each change, and says which place is next. */
export interface Journal {
  readonly nextPlace: () => number;
  readonly record: (change: Change) => void;
  /** Whether rows are frozen, so that a change in place throws. */
  readonly isFrozen: () => boolean;
}

/** Rows of one kind of one app. A row is never changed in place: `put` replaces it. */
export class Table<Row extends object, Index extends string = never> implements Restorable {
  readonly name: string;
  readonly #definition: TableDefinition<Row, Index>;
  readonly #journal: Journal;
  readonly #placed = new Map<string, Placed<Row>>();
  readonly #indexes: [of: (row: Row) => string | undefined, rows: Map<string, Rows<Row>>][];
  readonly #byIndex: Record<string, Map<string, Rows<Row>>>;
  readonly #earliest: Earliest<Row> | undefined;

  constructor(name: string, definition: TableDefinition<Row, Index>, journal: Journal) {
    this.name = name;
    this.#definition = definition;
    this.#journal = journal;
    const definitions = Object.entries<(row: Row) => string | undefined>(definition.by ?? {});
    this.#byIndex = Object.fromEntries(definitions.map(([index]) => [index, new Map()]));
    this.#indexes = definitions.map(([index, of]) => [of, this.#byIndex[index] as Map<string, Rows<Row>>]);
    const { rank } = definition;
    this.#earliest = rank && new Earliest(rank, (key) => this.#placed.get(key)?.row);
  }

  get size(): number {
    return this.#placed.size;
  }

  get(...parts: string[]): Row | undefined {
    return this.#placed.get(parts.length === 1 ? (parts[0] as string) : parts.join("/"))?.row;
  }

  has(...parts: string[]): boolean {
    return this.get(...parts) !== undefined;
  }

  /** The rows with a value of an index, in the order in which they came. */
  by(index: Index, value = ""): Rows<Row> {
    return this.#byIndex[index]?.get(value) ?? new Rows();
  }

  /** The values of an index that rows have. */
  values(index: Index): string[] {
    return [...(this.#byIndex[index]?.keys() ?? [])];
  }

  /** The row with the lowest rank. */
  first(): Row | undefined {
    return this.#earliest?.first();
  }

  /**
   * Adds a row, or replaces the one with its key, which keeps its place.
   * @param reserved the place of a new row, where one was taken for it
   */
  put(row: Readonly<Row>, reserved?: number): void {
    const key = this.keyOf(row);
    const existing = this.#placed.get(key);
    const place = existing?.place ?? reserved ?? this.#journal.nextPlace();
    this.#journal.record({ table: this, key, place, before: existing?.row });
    if (this.#journal.isFrozen()) freeze(row);
    this.restore(key, place, row);
  }

  delete(...parts: string[]): void {
    const key = parts.join("/");
    const existing = this.#placed.get(key);
    if (!existing) return;
    this.#journal.record({ table: this, key, place: existing.place, before: existing.row });
    this.restore(key, existing.place, undefined);
  }

  /** Deletes all rows with a value of an index. */
  deleteBy(index: Index, value: string): void {
    for (const row of [...this.by(index, value)]) this.delete(this.keyOf(row));
  }

  find(key: string): Placed<Row> | undefined {
    return this.#placed.get(key);
  }

  list(): Iterable<Placed<Row>> {
    return this.#placed.values();
  }

  replace(rows: Iterable<Placed<object>>): void {
    const wanted = new Map([...rows].map((placed) => [placed.key, placed]));
    for (const { key, place } of [...this.#placed.values()]) {
      if (wanted.get(key)?.place !== place) this.#change(key, place, undefined);
    }
    for (const { key, place, row } of wanted.values()) {
      if (this.#placed.get(key)?.row !== row) this.#change(key, place, row);
    }
  }

  #change(key: string, place: number, row: object | undefined): void {
    this.#journal.record({ table: this, key, place, before: this.#placed.get(key)?.row });
    this.restore(key, place, row);
  }

  restore(key: string, place: number, row: object | undefined): void {
    const next = row as Row | undefined;
    const existing = this.#placed.get(key);
    if (existing && next) {
      this.#reindex(existing, next);
    } else if (existing) {
      this.#placed.delete(key);
      for (const [of, groups] of this.#indexes) removeFrom(groups, of(existing.row), existing);
    } else if (next) {
      const placed = { key, place, row: next };
      this.#placed.set(key, placed);
      for (const [of, groups] of this.#indexes) addTo(groups, of(next), placed);
    }
    if (next) this.#earliest?.add(key, next);
    this.#earliest?.tidy(this.size);
  }

  #reindex(placed: Placed<Row>, row: Row): void {
    for (const [of, groups] of this.#indexes) {
      const [before, after] = [of(placed.row), of(row)];
      if (before === after) continue;
      removeFrom(groups, before, placed);
      addTo(groups, after, placed);
    }
    placed.row = row;
  }

  keyOf(row: object): string {
    const key = this.#definition.key(row as Row);
    return typeof key === "string" ? key : key.join("/");
  }
}

function addTo<Row>(groups: Map<string, Rows<Row>>, value: string | undefined, placed: Placed<Row>): void {
  if (value === undefined) return;
  const rows = groups.get(value) ?? new Rows<Row>();
  rows.add(placed);
  groups.set(value, rows);
}

function removeFrom<Row>(groups: Map<string, Rows<Row>>, value: string | undefined, placed: Placed<Row>): void {
  if (value === undefined) return;
  const rows = groups.get(value);
  rows?.remove(placed);
  if (rows?.size === 0) groups.delete(value);
}

function freeze(value: object): void {
  for (const each of Object.values(value)) if (typeof each === "object" && each !== null) freeze(each);
  Object.freeze(value);
}
