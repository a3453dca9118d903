/** Rows in the order in which they came, also after some are gone and after a reload. */

/** A row in its place. The place stays when the row is replaced by another version of itself. */
export interface Placed<Row> {
  readonly key: string;
  /** Where it stands among all rows of its app: higher is newer. */
  readonly place: number;
  row: Row;
}

/** How long the gap in front may become before it is closed. */
const GAP = 1000;

/** Rows sorted by their place. */
export class Rows<Row> implements Iterable<Row> {
  readonly #placed: Placed<Row>[] = [];
  /** Where the rows begin: in front is a gap of those removed, so that not all others move when the oldest goes. */
  #begin = 0;

  get size(): number {
    return this.#placed.length - this.#begin;
  }

  /** The rows, oldest first. */
  *[Symbol.iterator](): Iterator<Row> {
    for (let index = this.#begin; index < this.#placed.length; index++) yield (this.#placed[index] as Placed<Row>).row;
  }

  first(): Row | undefined {
    return this.#placed[this.#begin]?.row;
  }

  /** Up to `limit` rows that came after a place, oldest first. */
  after(place: number, limit: number): Placed<Row>[] {
    const begin = this.#indexAfter(place);
    return this.#placed.slice(begin, begin + limit);
  }

  /** Up to `limit` rows that came before a place, newest first. */
  before(place: number, limit: number): Placed<Row>[] {
    const end = this.#indexAfter(place - 1);
    return this.#placed.slice(Math.max(this.#begin, end - limit), end).reverse();
  }

  /** The rows that came after a place, up to another, oldest first. */
  between(after: number, upTo: number): Placed<Row>[] {
    return this.#placed.slice(this.#indexAfter(after), this.#indexAfter(upTo));
  }

  /** Up to `limit` rows, newest first, without the `skipped` newest. */
  newest(limit: number, skipped = 0): Row[] {
    const end = Math.max(this.#begin, this.#placed.length - skipped);
    const found = this.#placed.slice(Math.max(this.#begin, end - limit), end);
    return found.reverse().map(({ row }) => row);
  }

  /** Up to `limit` rows, oldest first, without the `skipped` oldest. */
  oldest(limit: number, skipped = 0): Row[] {
    const begin = this.#begin + skipped;
    return this.#placed.slice(begin, begin + limit).map(({ row }) => row);
  }

  add(placed: Placed<Row>): void {
    const last = this.size === 0 ? undefined : this.#placed.at(-1);
    if (!last || last.place < placed.place) this.#placed.push(placed);
    else this.#placed.splice(this.#indexAfter(placed.place), 0, placed);
  }

  remove({ place }: Placed<Row>): void {
    const index = this.#indexAfter(place) - 1;
    if (index === this.#begin) this.#removeFirst();
    else this.#placed.splice(index, 1);
  }

  #removeFirst(): void {
    this.#placed[this.#begin++] = undefined as never;
    if (this.size > 0 && (this.#begin <= GAP || this.#begin < this.size)) return;
    this.#placed.splice(0, this.#begin);
    this.#begin = 0;
  }

  /** Where the rows after a place begin. */
  #indexAfter(place: number): number {
    let low = this.#begin;
    let high = this.#placed.length;
    if (this.size === 0 || (this.#placed[high - 1] as Placed<Row>).place <= place) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#placed[middle] as Placed<Row>).place <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
