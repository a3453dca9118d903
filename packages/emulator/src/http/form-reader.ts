/** Reads a form with files as it comes, so that no file is in memory as a whole. */
import { parseMultipart } from "@agora-chat-openapi/description/validate";
import { HttpError } from "@agora-chat-openapi/http";
import { type Delimiter, DelimiterFinder } from "./delimiter.ts";

/** What a form says of a file before its bytes. */
export interface FileHead {
  /** The name of its field. */
  field: string;
  /** The name that the sender gave it, or "". */
  name: string;
  /** Media type, or "" where the part has none. */
  type: string;
}

/** Takes the bytes of a file. What it leaves unread is dropped. */
export type TakeFile = (file: FileHead, bytes: AsyncIterable<Buffer>) => Promise<void>;

/** How much of a form may be something else than files, in bytes. */
const MOST_FRAME = 1024 * 1024;
/** In bytes. */
const MOST_HEADERS = 16 * 1024;
/** How many files are taken; no form has as many. */
const MOST_FILES = 100;
const BLANK_LINE = "\r\n\r\n";
/** Stands for the bytes of a file that has any. */
const SOME = Buffer.from("x");

/**
 * Reads a form to its end.
 * @returns the form with one byte in place of those of each file, broken where the form is
 * @throws HttpError 413 for one that has very much beside its files; what the stream and `take` throw
 */
export async function readForm(chunks: AsyncIterable<Uint8Array>, boundary: string, take: TakeFile): Promise<Buffer> {
  const reader = new FormReader(chunks, boundary);
  const frame = new Frame();
  let count = 0;
  for await (const bytes of reader.content()) frame.add(bytes);
  while (reader.delimiter && !reader.delimiter.isLast) {
    frame.add(reader.takeDelimiter());
    const head = await reader.head();
    frame.add(head);
    const file = fileOf(head, boundary);
    if (!file) for await (const bytes of reader.content()) frame.add(bytes);
    else frame.add(await passOn(reader, ++count > MOST_FILES ? drop : (bytes) => take(file, bytes)));
  }
  if (reader.delimiter) frame.add(reader.takeDelimiter());
  await reader.dropRest();
  return frame.bytes();
}

/** @returns what stands for the file in the frame */
async function passOn(reader: FormReader, take: (bytes: AsyncIterable<Buffer>) => Promise<void>): Promise<Buffer> {
  const content = reader.content();
  let hasBytes = false;
  const seen = async function* (): AsyncGenerator<Buffer> {
    for (let next = await content.next(); !next.done; next = await content.next()) {
      hasBytes = true;
      yield next.value;
    }
  };
  await take(seen());
  for (let next = await content.next(); !next.done; next = await content.next()) hasBytes = true;
  return hasBytes ? SOME : Buffer.alloc(0);
}

async function drop(): Promise<void> {}

function fileOf(head: Buffer, boundary: string): FileHead | undefined {
  const form = Buffer.concat([Buffer.from(`--${boundary}\r\n`), head, Buffer.from(`\r\n--${boundary}--`)]);
  const parsed = parseMultipart(form, boundary);
  const part = parsed.fault === undefined ? parsed.parts[0] : undefined;
  if (part?.filename === undefined) return undefined;
  return { field: part.name, name: part.filename, type: part.type };
}

/** What a form is without its files. */
class Frame {
  readonly #parts: Buffer[] = [];
  #size = 0;

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > MOST_FRAME)
      throw new HttpError(413, `the form has more than ${MOST_FRAME} bytes beside its files`);
    // A copy, so that a small part does not hold the chunk that it came in.
    this.#parts.push(Buffer.from(bytes));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Reads chunks up to the next delimiter. */
class FormReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #finder: DelimiterFinder;
  #bytes: Buffer = Buffer.alloc(0);
  #isEnd = false;
  /** The delimiter at which the content that was read has ended. */
  delimiter: Delimiter | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>, boundary: string) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#finder = new DelimiterFinder(boundary);
  }

  /** What comes before the next delimiter, or before the end. */
  async *content(): AsyncGenerator<Buffer, void> {
    this.delimiter = undefined;
    for (let isBegin = true; ; ) {
      const { delimiter, safe } = this.#finder.find(this.#bytes, isBegin, this.#isEnd);
      if (safe > 0) {
        isBegin = false;
        yield this.#take(safe);
      }
      if (delimiter) this.delimiter = { ...delimiter, begin: 0, end: delimiter.end - safe };
      if (delimiter || !(await this.#fill())) return;
    }
  }

  takeDelimiter(): Buffer {
    return this.#take(this.delimiter?.end ?? 0);
  }

  /** The headers of a part and the blank line after them; nothing where there is none. */
  async head(): Promise<Buffer> {
    for (;;) {
      if (this.#bytes.subarray(0, 2).toString("latin1") === "\r\n") return this.#take(2);
      const end = this.#bytes.indexOf(BLANK_LINE);
      const next = this.#finder.find(this.#bytes, true, this.#isEnd).delimiter;
      if (end >= 0 && end <= MOST_HEADERS && !(next && next.begin < end)) return this.#take(end + BLANK_LINE.length);
      if (next || this.#bytes.length > MOST_HEADERS || !(await this.#fill())) return Buffer.alloc(0);
    }
  }

  async dropRest(): Promise<void> {
    do this.#bytes = Buffer.alloc(0);
    while (await this.#fill());
  }

  #take(length: number): Buffer {
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }

  /** @returns false where there is nothing more to read or to find out */
  async #fill(): Promise<boolean> {
    if (this.#isEnd) return false;
    const { done = false, value } = await this.#chunks.next();
    if (done) this.#isEnd = true;
    else if (this.#bytes.length > 0) this.#bytes = Buffer.concat([this.#bytes, value]);
    else this.#bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return true;
  }
}
