/** What of the description has been seen, apart from whether it was right. */
import type { Description, Observable, Observe } from "@agora-chat-openapi/description";
import {
  type CoverageItem,
  type CoverageKind,
  itemsOf,
  keyOf,
  type ObservedItem,
  type Outcome,
} from "./coverage-items.ts";

export const COVERAGE_KINDS = [
  "operations",
  "parameters",
  "mediaTypes",
  "statusCodes",
  "responseProperties",
  "enumValues",
] as const satisfies readonly CoverageKind[];

export interface CoverageCount {
  total: number;
  seen: number;
}

export type CoverageSummary = Record<CoverageKind, Record<Outcome, CoverageCount>>;

/** What was seen, for a file: the keys of items by kind and outcome. */
export interface CoverageRecord {
  version: 1;
  exchanges: number;
  seen: string[];
}

/** Keeps two bits for each thing that exchanges can show: seen with a success, seen with an error. */
export class Coverage {
  /** How many exchanges of documented operations have been seen. */
  exchanges = 0;
  readonly #description: Description;
  readonly #seen: Record<Outcome, Bitmap> = { success: new Bitmap(), error: new Bitmap() };
  #items: Map<string, ObservedItem> | undefined;

  constructor(description: Description) {
    this.#description = description;
  }

  /** Takes what exchanges of that outcome show. */
  observer(outcome: Outcome): Observe {
    const seen = this.#seen[outcome];
    return (index) => seen.add(index);
  }

  /** How much there is and how much was seen, by kind and outcome. */
  summary(): CoverageSummary {
    const summary = Object.fromEntries(
      COVERAGE_KINDS.map((kind) => [kind, { success: { total: 0, seen: 0 }, error: { total: 0, seen: 0 } }]),
    ) as CoverageSummary;
    for (const item of this.#all().values()) {
      const count = summary[item.kind][item.outcome];
      count.total += 1;
      if (this.#isSeen(item)) count.seen += 1;
    }
    return summary;
  }

  /** All items, each with whether it was seen. */
  items(): (CoverageItem & { seen: boolean })[] {
    return [...this.#all().values()].map((item) => {
      const { kind, outcome, operationId, name } = item;
      return { kind, outcome, operationId, name, seen: this.#isSeen(item) };
    });
  }

  toJSON(): CoverageRecord {
    const seen = [...this.#all()].filter(([, item]) => this.#isSeen(item)).map(([key]) => key);
    return { version: 1, exchanges: this.exchanges, seen };
  }

  /** Adds what another run saw. Items that the description no longer has are left out. @throws TypeError when it is not a record of coverage */
  merge(record: CoverageRecord): void {
    if (record?.version !== 1 || !Array.isArray(record.seen)) throw new TypeError("this is not a record of coverage");
    this.exchanges += record.exchanges;
    for (const key of record.seen) {
      const item = this.#all().get(key);
      if (item?.things[0]) this.#seen[item.outcome].add(item.things[0].index);
    }
  }

  #all(): Map<string, ObservedItem> {
    this.#items ??= new Map(itemsOf(this.#description).map((item) => [keyOf(item), item]));
    return this.#items;
  }

  #isSeen({ things, outcome, anyOutcome }: ObservedItem): boolean {
    const { success, error } = this.#seen;
    const sets = anyOutcome ? [success, error] : [this.#seen[outcome]];
    return things.some((thing) => sets.some((set) => set.has(thing)));
  }
}

/** A set of the things of one description, by their numbers. */
class Bitmap {
  #bits = new Uint8Array(1024);

  add(index: number): void {
    if (index >= this.#bits.length) this.#grow(index);
    this.#bits[index] = 1;
  }

  has({ index }: Observable): boolean {
    return this.#bits[index] === 1;
  }

  #grow(index: number): void {
    const larger = new Uint8Array(Math.max(index + 1, 2 * this.#bits.length));
    larger.set(this.#bits);
    this.#bits = larger;
  }
}
