/** A line with the boundary of a form. */
export interface Delimiter {
  /** Where it begins, the line end before it included. */
  begin: number;
  /** Where it ends, its own line end included. */
  end: number;
  /** Whether it is the last. */
  isLast: boolean;
}

export interface Found {
  delimiter?: Delimiter;
  /** How many bytes come before the delimiter, or before what may become one. */
  safe: number;
}

/** The most blanks that a boundary may have after it. */
const MOST_BLANKS = 100;
const [CR, LF, DASH, SPACE, TAB] = [13, 10, 45, 32, 9];

/** Finds the lines with the boundary in what has come of a form. */
export class DelimiterFinder {
  readonly #mark: Buffer;

  constructor(boundary: string) {
    this.#mark = Buffer.from(`--${boundary}`);
  }

  /**
   * @param isBegin whether the bytes begin where a line begins
   * @param isEnd whether nothing comes after them
   */
  find(bytes: Buffer, isBegin: boolean, isEnd: boolean): Found {
    const mark = this.#mark;
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      const isAfterLine = bytes[at - 2] === CR && bytes[at - 1] === LF;
      if (!isAfterLine && !(isBegin && at === 0)) continue;
      const begin = isAfterLine ? at - 2 : at;
      const line = endOf(bytes, at + mark.length, isEnd);
      if (line === "unknown") return { safe: begin };
      if (line) return { delimiter: { begin, ...line }, safe: begin };
    }
    // The line end before a boundary, and all of it but one byte, may stand at the end.
    return { safe: isEnd ? bytes.length : Math.max(0, bytes.length - mark.length - 1) };
  }
}

/** How the line of a boundary ends; undefined where it is not one. */
function endOf(bytes: Buffer, from: number, isEnd: boolean): Pick<Delimiter, "end" | "isLast"> | "unknown" | undefined {
  const isLast = bytes[from] === DASH && bytes[from + 1] === DASH;
  let end = isLast ? from + 2 : from;
  while ((bytes[end] === SPACE || bytes[end] === TAB) && end < from + MOST_BLANKS) end += 1;
  if (bytes[end] === CR && bytes[end + 1] === LF) return { end: end + 2, isLast };
  if (isEnd) return isLast && end === bytes.length ? { end, isLast } : undefined;
  return end + 2 > bytes.length ? "unknown" : undefined;
}
