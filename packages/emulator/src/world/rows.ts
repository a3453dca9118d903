/** Rows in the order in which they came, also after some are gone and after a reload. */

/** A row in its place. The place stays when the row is replaced by another version of itself. */
export interface Placed<Row> {
  readonly key: string;
  /** Where it stands among all rows of its app: higher is newer. */
  readonly place: number;
  row: Row;
}

/** Rows sorted by their place. */
export class Rows<Row> implements Iterable<Row> {
  readonly #placed: Placed<Row>[] = [];

  get size(): number {
    return this.#placed.length;
  }

  /** The rows, oldest first. */
  *[Symbol.iterator](): Iterator<Row> {
    for (const { row } of this.#placed) yield row;
  }

  first(): Row | undefined {
    return this.#placed[0]?.row;
  }

  /** Up to `limit` rows that came after a place, oldest first. */
  after(place: number, limit: number): Placed<Row>[] {
    const begin = this.#indexAfter(place);
    return this.#placed.slice(begin, begin + limit);
  }

  /** Up to `limit` rows that came before a place, newest first. */
  before(place: number, limit: number): Placed<Row>[] {
    const end = this.#indexAfter(place - 1);
    return this.#placed.slice(Math.max(0, end - limit), end).reverse();
  }

  /** The rows that came after a place, up to another, oldest first. */
  between(after: number, upTo: number): Placed<Row>[] {
    return this.#placed.slice(this.#indexAfter(after), this.#indexAfter(upTo));
  }

  /** Up to `limit` rows, newest first, without the `skipped` newest. */
  newest(limit: number, skipped = 0): Row[] {
    const end = Math.max(0, this.#placed.length - skipped);
    const found = this.#placed.slice(Math.max(0, end - limit), end);
    return found.reverse().map(({ row }) => row);
  }

  /** Up to `limit` rows, oldest first, without the `skipped` oldest. */
  oldest(limit: number, skipped = 0): Row[] {
    return this.#placed.slice(skipped, skipped + limit).map(({ row }) => row);
  }

  add(placed: Placed<Row>): void {
    const last = this.#placed.at(-1);
    if (!last || last.place < placed.place) this.#placed.push(placed);
    else this.#placed.splice(this.#indexAfter(placed.place), 0, placed);
  }

  remove({ place }: Placed<Row>): void {
    this.#placed.splice(this.#indexAfter(place) - 1, 1);
  }

  /** How many rows stand at or before a place. */
  #indexAfter(place: number): number {
    let low = 0;
    let high = this.#placed.length;
    if ((this.#placed[high - 1]?.place ?? -1) <= place) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#placed[middle] as Placed<Row>).place <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
