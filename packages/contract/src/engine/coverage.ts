/** What of the description has been seen, apart from whether it was right. */

export const COVERAGE_KINDS = [
  "operations",
  "parameters",
  "mediaTypes",
  "statusCodes",
  "responseProperties",
  "enumValues",
] as const;
export type CoverageKind = (typeof COVERAGE_KINDS)[number];

/** Whether something belongs to, or was seen with, an answer of success or of an error. */
export type Outcome = "success" | "error";

export interface CoverageCount {
  total: number;
  seen: number;
}

export type CoverageSummary = Record<CoverageKind, Record<Outcome, CoverageCount>>;

/** What was seen, for a file: the keys of things by kind and outcome. */
export interface CoverageRecord {
  version: 1;
  exchanges: number;
  seen: string[];
}

export interface CoverageItem {
  kind: CoverageKind;
  outcome: Outcome;
  /** Empty for enum values, which operations share. */
  operationId: string;
  /** What it is within its operation, such as a parameter's name or `200 /data/id`. */
  name: string;
}

export class Coverage {
  /** How many exchanges of documented operations have been seen. */
  exchanges = 0;
  readonly #items: CoverageItem[] = [];
  readonly #ids = new Map<string, number>();
  #seen = new Uint8Array(1024);

  /** Adds a thing that can be seen, once. @returns its number, for `see`. */
  add(kind: CoverageKind, outcome: Outcome, operationId: string, name = ""): number {
    const key = keyOf({ kind, outcome, operationId, name });
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#items.push({ kind, outcome, operationId, name }) - 1;
    this.#ids.set(key, id);
    if (id >= this.#seen.length) {
      const larger = new Uint8Array(this.#seen.length * 2);
      larger.set(this.#seen);
      this.#seen = larger;
    }
    return id;
  }

  see(id: number): void {
    this.#seen[id] = 1;
  }

  /** How much there is and how much was seen, by kind and outcome. */
  summary(): CoverageSummary {
    const summary = Object.fromEntries(
      COVERAGE_KINDS.map((kind) => [kind, { success: { total: 0, seen: 0 }, error: { total: 0, seen: 0 } }]),
    ) as CoverageSummary;
    this.#items.forEach(({ kind, outcome }, id) => {
      summary[kind][outcome].total += 1;
      summary[kind][outcome].seen += this.#seen[id] ?? 0;
    });
    return summary;
  }

  /** All things, each with whether it was seen. */
  items(): (CoverageItem & { seen: boolean })[] {
    return this.#items.map((item, id) => ({ ...item, seen: this.#seen[id] === 1 }));
  }

  toJSON(): CoverageRecord {
    const seen = this.#items.filter((_, id) => this.#seen[id] === 1).map(keyOf);
    return { version: 1, exchanges: this.exchanges, seen };
  }

  /** Adds what another run saw. Things that the description no longer has are passed over. @throws TypeError when it is no record of coverage. */
  merge(record: CoverageRecord): void {
    if (record?.version !== 1 || !Array.isArray(record.seen)) throw new TypeError("this is no record of coverage");
    this.exchanges += record.exchanges;
    for (const key of record.seen) {
      const id = this.#ids.get(key);
      if (id !== undefined) this.see(id);
    }
  }
}

function keyOf({ kind, outcome, operationId, name }: CoverageItem): string {
  return [kind, outcome, operationId, name].join(" ");
}
