import type { Exchange } from "@agora-chat-openapi/description/validate";
import { MAX_ENTRY, type Reading, RecordingError, tooLarge, truncated } from "../notes.ts";
import { readEntry } from "./read-entry.ts";
import { EntriesFinder, EntrySplitter } from "./split-entries.ts";

/**
 * Reads a HAR file entry by entry.
 * @param name what to call the file
 * @throws RecordingError when it has no `log.entries`
 */
export async function* readHar(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  { onNote, attached }: Reading,
): AsyncGenerator<Exchange> {
  const finder = new EntriesFinder();
  const splitter = new EntrySplitter(MAX_ENTRY);
  let isFound = false;
  let bytes = 0;
  let count = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    const begin = isFound ? 0 : finder.find(chunk);
    if (finder.isBroken) break;
    if (begin < 0) continue;
    isFound = true;
    for (const json of splitter.split(begin === 0 ? chunk : chunk.subarray(begin))) {
      count += 1;
      const source = `${name} entry ${count}`;
      const { exchange, reason } = json ? readEntry(json, source, attached) : { reason: tooLarge() };
      if (reason !== undefined) onNote({ source, reason });
      if (exchange) yield exchange;
    }
    if (splitter.isDone) return;
  }
  if (!isFound) {
    throw new RecordingError(bytes === 0 ? `${name} is empty` : `${name} is not a HAR file: it has no "log.entries"`);
  }
  const place = splitter.isInEntry ? `in the middle of entry ${count + 1}` : `after entry ${count}`;
  onNote({ source: name, reason: truncated(place, bytes), incomplete: "is truncated" });
}
