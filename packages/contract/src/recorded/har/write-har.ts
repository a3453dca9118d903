import type { FileHandle } from "node:fs/promises";
import { readManifest } from "../../manifest.ts";
import { RecordingError } from "../notes.ts";
import { writeAt } from "../write-at.ts";
import type { WriteEntry } from "../write-entry.ts";

const { name, version } = readManifest();
const HEAD = `{"log":{"version":"1.2","creator":${JSON.stringify({ name: "agora-chat-contract", version, comment: name })},"entries":[`;
const TAIL = "\n]}}\n";

/** Begins a HAR file, or continues one that is there. @throws RecordingError when it does not end with its entries */
export async function writeHar(file: string, handle: FileHandle): Promise<WriteEntry> {
  let { size } = await handle.stat();
  let isFirst = size === 0;
  if (isFirst) {
    await writeAt(handle, HEAD + TAIL, 0);
    size = HEAD.length;
  } else {
    const end = await endOfEntries(file, handle, size);
    size = end.position;
    isFirst = end.isEmpty;
  }
  return async (entry) => {
    const bytes = Buffer.from(`${isFirst ? "" : ","}\n${JSON.stringify(entry)}`);
    await writeAt(handle, Buffer.concat([bytes, Buffer.from(TAIL)]), size);
    isFirst = false;
    size += bytes.length;
  };
}

/** Where the last entry of a HAR file ends, so that another can follow. */
async function endOfEntries(
  file: string,
  handle: FileHandle,
  size: number,
): Promise<{ position: number; isEmpty: boolean }> {
  const length = Math.min(size, 4096);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  const [whole = "", last, tail = ""] = /([[}])(\s*\]\s*\}\s*\}\s*)$/.exec(buffer.toString("latin1")) ?? [];
  if (whole === "") {
    throw new RecordingError(`${file} cannot be added to: it does not end with the entries of a HAR file`);
  }
  return { position: size - tail.length, isEmpty: last === "[" };
}
