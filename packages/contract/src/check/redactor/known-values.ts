/** Known texts of one beginning, by their length, the longest first. */
interface Bucket {
  lengths: number[];
  values: Set<string>;
}

/** How many characters of a value it is looked up by. Shorter values are not taken. */
const PREFIX = 6;
const MARKS = 1 << 16;

/**
 * Texts that are replaced wherever they occur. A text is looked through once, however many values are known: the hash of
 * each few characters says whether a value may begin there.
 */
export class KnownValues {
  readonly #values = new Set<string>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #marks = new Uint8Array(MARKS);

  has(value: string): boolean {
    return this.#values.has(value);
  }

  /** Makes a text known. @throws RangeError when it is too short to be looked for */
  add(value: string): void {
    if (value.length < PREFIX) throw new RangeError(`a text of ${value.length} characters is found in everything`);
    if (this.#values.has(value)) return;
    this.#values.add(value);
    const prefix = value.slice(0, PREFIX);
    const bucket = this.#buckets.get(prefix) ?? { lengths: [], values: new Set() };
    this.#buckets.set(prefix, bucket);
    bucket.values.add(value);
    if (!bucket.lengths.includes(value.length)) {
      bucket.lengths = [...bucket.lengths, value.length].sort((one, other) => other - one);
    }
    this.#marks[hashOf(value, 0)] = 1;
  }

  /** A text with all known values replaced, the longest where several begin. */
  replaceIn(text: string, by: string): string {
    if (this.#values.size === 0) return text;
    let cleaned = "";
    let done = 0;
    for (let at = 0; at + PREFIX <= text.length; at += 1) {
      if (this.#marks[hashOf(text, at)] === 0) continue;
      const length = this.#lengthAt(text, at);
      if (length === 0) continue;
      cleaned += text.slice(done, at) + by;
      done = at + length;
      at = done - 1;
    }
    return done === 0 ? text : cleaned + text.slice(done);
  }

  /** How long the longest known value is that begins there, or 0. */
  #lengthAt(text: string, at: number): number {
    const bucket = this.#buckets.get(text.slice(at, at + PREFIX));
    return bucket?.lengths.find((length) => bucket.values.has(text.slice(at, at + length))) ?? 0;
  }
}

/** A hash of the characters that a value is looked up by. */
function hashOf(text: string, at: number): number {
  let hash = 0;
  for (let index = at; index < at + PREFIX; index += 1) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & (MARKS - 1);
}
