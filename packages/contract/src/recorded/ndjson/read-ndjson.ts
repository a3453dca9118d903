import type { Exchange } from "@agora-chat-openapi/description/validate";
import { ChunkBuffer } from "../chunk-buffer.ts";
import { NOT_AN_ENTRY, NOT_JSON, readEntry } from "../har/read-entry.ts";
import { MAX_ENTRY, type Reading, RecordingError, tooLarge, truncated } from "../notes.ts";

const NEWLINE = 0x0a;

/**
 * Reads a file with one HAR entry on each line.
 * @param name what to call the file
 * @throws RecordingError when none of its lines is an entry
 */
export async function* readNdjson(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  { onNote, attached }: Reading,
): AsyncGenerator<Exchange> {
  let count = 0;
  let entries = 0;
  for await (const { json, isTerminated, bytes } of linesOf(chunks)) {
    if (json && isBlank(json)) continue;
    count += 1;
    const source = `${name} entry ${count}`;
    const { exchange, reason } = json ? readEntry(json, source, attached) : { reason: tooLarge() };
    if (exchange || !NOT_AN_ENTRY.has(reason)) entries += 1;
    if (!exchange && !isTerminated && reason === NOT_JSON) {
      onNote({
        source: name,
        reason: truncated(`in the middle of entry ${count}`, bytes),
        incomplete: "is truncated",
      });
    } else if (reason !== undefined) onNote({ source, reason });
    if (exchange) yield exchange;
  }
  if (count === 0) throw new RecordingError(`${name} is empty`);
  if (entries === 0) throw new RecordingError(`${name} is not an NDJSON recording: no line of it is a HAR entry`);
}

interface Line {
  /** Good until the next; undefined when it is too long. */
  json: Buffer | undefined;
  /** Whether a line break followed. */
  isTerminated: boolean;
  /** Where it ends in the file. */
  bytes: number;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const current = new ChunkBuffer(MAX_ENTRY);
  let bytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield { json: current.take(chunk.subarray(start, end)), isTerminated: true, bytes: bytes + end + 1 };
      start = end + 1;
    }
    current.keep(chunk.subarray(start));
    bytes += chunk.length;
  }
  if (current.size > 0) yield { json: current.take(new Uint8Array()), isTerminated: false, bytes };
}

function isBlank(line: Buffer): boolean {
  return line.length < 100 && line.toString("latin1").trim() === "";
}
