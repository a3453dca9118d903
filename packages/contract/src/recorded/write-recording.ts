/** Writes recordings that are complete after each entry. */
import { type FileHandle, open } from "node:fs/promises";
import { writeHar } from "./har/write-har.ts";
import { writeNdjson } from "./ndjson/write-ndjson.ts";
import { RecordingError } from "./notes.ts";
import type { WriteEntry } from "./write-entry.ts";

export interface RecordingWriter {
  /** Adds an entry; resolves when it is in the file. */
  append(entry: object): Promise<void>;
  /** Resolves when all is in the file. */
  close(): Promise<void>;
}

/**
 * Opens a recording to write, HAR or NDJSON by its name.
 * @param append whether to add to a file that is there already; without it, such a file is refused
 * @throws RecordingError when the name is neither, or the file cannot be written or continued
 */
export async function openRecording(file: string, { append = false } = {}): Promise<RecordingWriter> {
  const isHar = /\.har$/i.test(file);
  if (!isHar && !/\.(ndjson|jsonl)$/i.test(file)) {
    throw new RecordingError(`${file} is to end in .har or .ndjson`);
  }
  const handle = await create(file, append);
  try {
    return inTurn(handle, isHar ? await writeHar(file, handle) : await writeNdjson(handle));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function create(file: string, append: boolean): Promise<FileHandle> {
  const refuse = ({ message }: Error) => new RecordingError(`${file} cannot be written: ${message}`);
  try {
    // What people write to each other is for the owner of the file alone.
    return await open(file, "wx+", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw refuse(error as Error);
  }
  if (!append) throw new RecordingError(`${file} exists already; --append adds to it, or name another`);
  return open(file, "r+").catch((error: Error) => {
    throw refuse(error);
  });
}

/** One entry after the other, in the order in which they come. */
function inTurn(handle: FileHandle, writeEntry: WriteEntry): RecordingWriter {
  let last: Promise<void> = Promise.resolve();
  return {
    append(entry) {
      const written = last.then(() => writeEntry(entry));
      last = written.catch(() => {});
      return written;
    },
    async close() {
      await last;
      await handle.close();
    },
  };
}
