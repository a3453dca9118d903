/** Length of one regular expression, of which V8 takes no more than some. */
const PATTERN_LENGTH = 64 * 1024;
/** A short one is soon made anew for each value that comes to be known. */
const RECENT_LENGTH = 4 * 1024;

/** Texts that are replaced wherever they occur. */
export class KnownValues {
  readonly #values = new Set<string>();
  #patterns: RegExp[] = [];
  /** Values that are in no pattern yet. */
  #recent: string[] = [];
  #recentLength = 0;
  #recentPattern: RegExp | undefined;

  has(value: string): boolean {
    return this.#values.has(value);
  }

  add(value: string): void {
    if (this.#values.has(value)) return;
    let overlaps = false;
    for (const other of this.#values) overlaps ||= other.includes(value) || value.includes(other);
    this.#values.add(value);
    if (overlaps) {
      this.#patterns = patternsOf(this.#values);
      this.#recent = [];
      this.#recentLength = 0;
    } else {
      this.#recent.push(value);
      this.#recentLength += value.length;
      if (this.#recentLength > RECENT_LENGTH) {
        this.#patterns.push(...patternsOf(this.#recent));
        this.#recent = [];
        this.#recentLength = 0;
      }
    }
    this.#recentPattern = undefined;
  }

  /** A text with all known values replaced. */
  replaceIn(text: string, by: string): string {
    if (this.#recent.length > 0) this.#recentPattern ??= patternsOf(this.#recent)[0];
    const cleaned = this.#recentPattern ? text.replace(this.#recentPattern, by) : text;
    return this.#patterns.reduce((before, pattern) => before.replace(pattern, by), cleaned);
  }
}

/** The values as alternatives, a longer one first, since a shorter one may be part of it. */
function patternsOf(values: Iterable<string>): RegExp[] {
  const parts: string[][] = [[]];
  let length = 0;
  for (const value of [...values].sort((one, other) => other.length - one.length)) {
    length += value.length;
    if (length > PATTERN_LENGTH) {
      parts.push([]);
      length = value.length;
    }
    parts.at(-1)?.push(value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  }
  return parts.map((part) => new RegExp(part.join("|"), "g"));
}
