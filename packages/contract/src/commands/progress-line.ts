/** A line on stderr that overwrites itself; nothing when stderr is not a terminal. */
export class Progress {
  readonly #isOn = process.stderr.isTTY === true;
  #shownAt = 0;

  /** Shows a text, at most ten times a second. */
  show(text: () => string): void {
    if (!this.#isOn || Date.now() - this.#shownAt < 100) return;
    this.#shownAt = Date.now();
    process.stderr.write(`\r\x1b[K${text()}`);
  }

  /** Removes the line, so that others can be printed. */
  clear(): void {
    if (this.#isOn && this.#shownAt > 0) process.stderr.write("\r\x1b[K");
  }
}
