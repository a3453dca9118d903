/** Splits a HAR file into its entries as its bytes come, without parsing what lies between. */
import { ChunkBuffer } from "../chunk-buffer.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** Finds where the array `log.entries` begins. */
export class EntriesFinder {
  /** Whether more was closed than opened, so that this is not JSON. */
  isBroken = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #text = "";
  readonly #keys: string[] = [];

  /** @returns the index behind the array's `[`, or -1 when it is not in this part of the file */
  find(chunk: Uint8Array): number {
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (this.#inString) {
        this.#readString(byte);
      } else if (byte === QUOTE) {
        this.#inString = true;
        this.#text = "";
      } else if (byte === COLON) {
        this.#keys[this.#depth] = this.#text;
      } else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
        if (byte === OPEN_BRACKET && this.#isAtEntries()) return index + 1;
        this.#depth += 1;
        this.#keys.length = Math.min(this.#keys.length, this.#depth);
      } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
        this.#depth -= 1;
        this.isBroken ||= this.#depth < 0;
        if (this.isBroken) return -1;
      }
    }
    return -1;
  }

  #isAtEntries(): boolean {
    return this.#depth === 2 && this.#keys[1] === "log" && this.#keys[2] === "entries";
  }

  #readString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    // No key of interest is longer.
    else if (this.#text.length < 10) this.#text += String.fromCharCode(byte);
  }
}

/** Splits the bytes behind the array's `[` into its entries. */
export class EntrySplitter {
  /** Whether the array's `]` has come. */
  isDone = false;
  readonly #current: ChunkBuffer;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** @param maxBytes larger entries are passed over */
  constructor(maxBytes: number) {
    this.#current = new ChunkBuffer(maxBytes);
  }

  /** Whether the bytes so far end within an entry. */
  get isInEntry(): boolean {
    return this.#current.size > 0;
  }

  /** Yields the entries that are whole with this part of the file, each good until the next; undefined for one that is too large. */
  *split(chunk: Uint8Array): Generator<Buffer | undefined> {
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let start = this.isInEntry ? 0 : -1;
    for (let index = 0; index < chunk.length && !this.isDone; index += 1) {
      const byte = chunk[index] ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      if (depth === 0 && (byte === COMMA || byte === CLOSE_BRACKET)) {
        if (start >= 0) yield this.#current.take(chunk.subarray(start, index));
        start = -1;
        this.isDone = byte === CLOSE_BRACKET;
        continue;
      }
      if (start < 0 && byte > SPACE) start = index;
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    }
    if (start >= 0) this.#current.keep(chunk.subarray(start));
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
  }
}
