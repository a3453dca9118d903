/** Puts together what comes in chunks, in memory that is used again and again. */
export class ChunkBuffer {
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

  /** Copies a chunk. */
  keep(chunk: Uint8Array): void {
    const size = this.#size + chunk.length;
    if (size <= this.#maxBytes) {
      if (size > this.#bytes.length) this.#grow(size);
      this.#bytes.set(chunk, this.#size);
    }
    this.#size = size;
  }

  /**
   * Ends with a last chunk and begins anew.
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
