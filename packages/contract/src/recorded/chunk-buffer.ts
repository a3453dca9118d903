/** Puts together what comes in pieces, in memory that is used again and again. */
export class Assembly {
  readonly #maxBytes: number;
  #bytes = Buffer.alloc(0);
  #size = 0;

  /** @param maxBytes more is counted, but not kept */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** How many bytes have come since the last `take`. */
  get size(): number {
    return this.#size;
  }

  /** Copies a piece. */
  keep(piece: Uint8Array): void {
    const size = this.#size + piece.length;
    if (size <= this.#maxBytes) {
      if (size > this.#bytes.length) this.#grow(size);
      this.#bytes.set(piece, this.#size);
    }
    this.#size = size;
  }

  /**
   * Ends with a last piece and begins anew.
   * @returns the whole, which is there until the next `keep`; undefined when it is too large
   */
  take(last: Uint8Array): Buffer | undefined {
    if (this.#size === 0 && last.length <= this.#maxBytes) {
      return Buffer.from(last.buffer, last.byteOffset, last.byteLength);
    }
    this.keep(last);
    const size = this.#size;
    this.#size = 0;
    return size <= this.#maxBytes ? this.#bytes.subarray(0, size) : undefined;
  }

  #grow(size: number): void {
    const larger = Buffer.alloc(Math.min(Math.max(size, 2 * this.#bytes.length), this.#maxBytes));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}
