import type { FileHandle } from "node:fs/promises";
import { writeAt } from "../write-at.ts";
import type { WriteEntry } from "../write-entry.ts";

/** Begins an NDJSON file, or continues one that is there. */
export async function writeNdjson(handle: FileHandle): Promise<WriteEntry> {
  let { size } = await handle.stat();
  if (size > 0) {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    // The last line of a killed recorder is not terminated.
    if (buffer.toString() !== "\n") size += await writeAt(handle, "\n", size);
  }
  return async (entry) => {
    size += await writeAt(handle, `${JSON.stringify(entry)}\n`, size);
  };
}
