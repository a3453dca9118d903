/** Parses entries without making texts of the files in them, which would take many times their size. */
import { isObject, type Json } from "@agora-chat-openapi/description";

/** A text that stands in JSON, not yet read. */
export class LongText {
  readonly #json: Buffer;

  /** @param json what stands between the quotes */
  constructor(json: Buffer) {
    this.#json = json;
  }

  text(): string {
    return JSON.parse(`"${this.#json.toString("utf8")}"`);
  }

  /** The first characters, without escapes. */
  beginning(): string {
    return this.#json.toString("latin1", 0, BEGINNING).replaceAll("\\", "");
  }

  /** The bytes for which it stands in base64. */
  fromBase64(): Buffer {
    if (this.#json.includes("\\")) return Buffer.from(this.text(), "base64");
    const bytes = Buffer.alloc(Math.ceil((this.#json.length / 4) * 3));
    let size = 0;
    for (let start = 0; start < this.#json.length; start += STEP) {
      size += bytes.write(this.#json.toString("latin1", start, start + STEP), size, "base64");
    }
    return bytes.subarray(0, size);
  }
}

/** Smaller entries are parsed at once, in bytes. */
const LARGE = 512 * 1024;
/** Longer texts are set aside, in bytes. */
const LONG = 64 * 1024;
/** How much says what a text is, in bytes. */
const BEGINNING = 1000;
/** How much base64 is decoded at a time: whole groups of four characters. */
const STEP = 256 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses an entry. In one that is large, texts of bodies may be a `LongText`, which is good until the next entry.
 * @throws SyntaxError when it is not valid JSON
 */
export function parseEntry(json: Buffer): unknown {
  if (json.length < LARGE) return JSON.parse(json.toString("utf8"));
  const long: LongText[] = [];
  const pieces: string[] = [];
  let done = 0;
  for (const [open, close] of strings(json)) {
    if (close - open < LONG) continue;
    pieces.push(json.toString("utf8", done, open), String(long.length));
    long.push(new LongText(json.subarray(open + 1, close)));
    done = close + 1;
  }
  const entry: unknown = JSON.parse(pieces.join("") + json.toString("utf8", done));
  for (const holder of isObject(entry) ? bodiesOf(entry) : []) {
    const text = typeof holder["text"] === "number" ? long[holder["text"]] : undefined;
    if (text) holder["text"] = text;
  }
  return entry;
}

function bodiesOf({ request, response }: Json): Json[] {
  const postData = isObject(request) ? request["postData"] : undefined;
  const content = isObject(response) ? response["content"] : undefined;
  return [postData, content].filter(isObject);
}

/** Where the texts of JSON begin and end, quotes included. */
function* strings(json: Buffer): Generator<[open: number, close: number]> {
  for (let open = json.indexOf(QUOTE); open >= 0; ) {
    let close = json.indexOf(QUOTE, open + 1);
    while (close >= 0 && isEscaped(json, close)) close = json.indexOf(QUOTE, close + 1);
    if (close < 0) return;
    yield [open, close];
    open = json.indexOf(QUOTE, close + 1);
  }
}

function isEscaped(json: Buffer, index: number): boolean {
  let before = index;
  while (json[before - 1] === BACKSLASH) before -= 1;
  return (index - before) % 2 === 1;
}
