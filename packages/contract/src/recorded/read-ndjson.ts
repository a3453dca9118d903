import type { Exchange } from "../engine/exchange.ts";
import { NO_ENTRY, NO_JSON, readEntry } from "./har-entry.ts";
import { cutOff, MAX_ENTRY, type OnNote, RecordingError, tooLarge } from "./notes.ts";

const NEWLINE = 0x0a;

/**
 * Reads a file with one HAR entry on each line.
 * @param name what to call the file
 * @throws RecordingError when none of its lines is an entry
 */
export async function* readNdjson(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  onNote: OnNote,
): AsyncGenerator<Exchange> {
  let count = 0;
  let entries = 0;
  for await (const { text, isEnded, bytes } of linesOf(chunks)) {
    if (text?.trim() === "") continue;
    count += 1;
    const source = `${name} entry ${count}`;
    const { exchange, reason } = text === undefined ? { reason: tooLarge() } : readEntry(text, source);
    if (exchange || !NO_ENTRY.has(reason)) entries += 1;
    if (exchange) yield exchange;
    else if (isEnded || reason !== NO_JSON) onNote({ source, reason });
    else onNote({ source: name, reason: cutOff(`in the middle of entry ${count}`, bytes) });
  }
  if (count === 0) throw new RecordingError(`${name} is empty`);
  if (entries === 0) throw new RecordingError(`${name} is no NDJSON recording: no line of it is a HAR entry`);
}

interface Line {
  /** Undefined when it is too long. */
  text: string | undefined;
  /** Whether a line break followed. */
  isEnded: boolean;
  /** Where it ends in the file. */
  bytes: number;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let bytes = 0;
  const keep = (piece: Uint8Array) => {
    size += piece.length;
    if (size <= MAX_ENTRY) pieces.push(piece);
    else pieces = [];
  };
  const take = (isEnded: boolean): Line => {
    const text = size > MAX_ENTRY ? undefined : Buffer.concat(pieces).toString("utf8");
    pieces = [];
    size = 0;
    return { text, isEnded, bytes };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      bytes += end + 1 - start;
      yield take(true);
      start = end + 1;
    }
    keep(chunk.subarray(start));
    bytes += chunk.length - start;
  }
  if (size > 0) yield take(false);
}
