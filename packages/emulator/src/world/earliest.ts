/** An entry whose turn comes by a number. */
interface Entry<Row> {
  readonly rank: number;
  /** How many came before it: what has the same rank comes in this order. */
  readonly serial: number;
  readonly key: string;
  readonly row: Row;
}

/** How many entries of rows that have changed since may stand beside those that hold. */
const STALE = 1000;

/** Finds the row of a table that comes first by a number, however many there are: a heap. */
export class Earliest<Row> {
  readonly #rankOf: (row: Row) => number;
  readonly #current: (key: string) => Row | undefined;
  #heap: Entry<Row>[] = [];
  #added = 0;

  /** @param current the row that a key has now: entries of others no longer count */
  constructor(rankOf: (row: Row) => number, current: (key: string) => Row | undefined) {
    this.#rankOf = rankOf;
    this.#current = current;
  }

  /** How many entries it holds, those among them that no longer count. */
  get size(): number {
    return this.#heap.length;
  }

  add(key: string, row: Row): void {
    this.#push({ rank: this.#rankOf(row), serial: this.#added++, key, row });
  }

  first(): Row | undefined {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (this.#holds(top)) return top.row;
      this.#removeFirst();
    }
    return undefined;
  }

  /** Drops entries that no longer count, once they are the most. @param size how many rows there are */
  tidy(size: number): void {
    if (this.#heap.length <= 2 * size + STALE) return;
    const entries = this.#heap.filter((entry) => this.#holds(entry));
    this.#heap = [];
    for (const entry of entries) this.#push(entry);
  }

  #holds({ key, row }: Entry<Row>): boolean {
    return this.#current(key) === row;
  }

  #push(entry: Entry<Row>): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!comesBefore(entry, heap[parent])) break;
      heap[index] = heap[parent] as Entry<Row>;
      index = parent;
    }
    heap[index] = entry;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = comesBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!comesBefore(heap[child], last)) break;
      heap[index] = heap[child] as Entry<Row>;
      index = child;
    }
    heap[index] = last;
  }
}

function comesBefore<Row>(one: Entry<Row> | undefined, other: Entry<Row> | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one.rank < other.rank || (one.rank === other.rank && one.serial < other.serial);
}
