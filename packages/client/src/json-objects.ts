/** What may stand between objects: nothing, line breaks, or the signs of a list. */
const SEPARATORS = /^[\s,[\]]*$/;

/** Cuts a text that comes in parts into the JSON objects that it holds, one after the other. */
export class JsonObjects {
  #text = "";
  /** Up to here the text is read. */
  #position = 0;
  #depth = 0;
  #isInString = false;

  /** Takes a further part. @returns the objects that are whole now @throws SyntaxError for what is not JSON */
  push(part: string): unknown[] {
    this.#text += part;
    const objects: unknown[] = [];
    for (let sign = this.#nextSign(); sign; sign = this.#nextSign()) {
      if (sign === '"') this.#isInString = !this.#isInString;
      else if (sign === "{") this.#depth++;
      else if (sign === "}" && --this.#depth === 0) objects.push(this.#take());
      else if (sign === "\\") this.#position++;
    }
    return objects;
  }

  /** @throws SyntaxError if there is half an object left */
  end(): void {
    if (!SEPARATORS.test(this.#text)) throw new SyntaxError(`${this.#text.slice(0, 60)} … is not a JSON object`);
  }

  /** The next sign that matters, behind which the position is then. */
  #nextSign(): string | undefined {
    const signs = this.#isInString ? /["\\]/g : /["{}]/g;
    signs.lastIndex = this.#position;
    const found = signs.exec(this.#text);
    this.#position = found ? found.index + 1 : Math.max(this.#position, this.#text.length);
    return found?.[0];
  }

  #take(): unknown {
    const start = this.#text.indexOf("{");
    const before = this.#text.slice(0, start);
    if (!SEPARATORS.test(before)) throw new SyntaxError(`${before.slice(0, 60)} is not JSON`);
    const object: unknown = JSON.parse(this.#text.slice(start, this.#position));
    this.#text = this.#text.slice(this.#position);
    this.#position = 0;
    return object;
  }
}
