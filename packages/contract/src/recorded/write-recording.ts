/** Writes recordings that are whole after each entry. */
import { type FileHandle, open } from "node:fs/promises";
import { readManifest } from "../manifest.ts";
import { RecordingError } from "./notes.ts";

const { name, version } = readManifest();
const HEAD = `{"log":{"version":"1.2","creator":${JSON.stringify({ name: "agora-chat-contract", version, comment: name })},"entries":[`;
const TAIL = "\n]}}\n";

export interface RecordingWriter {
  /** Adds an entry; resolves when it is in the file. */
  append(entry: object): Promise<void>;
  /** Resolves when all is in the file. */
  close(): Promise<void>;
}

/**
 * Opens a recording to write, HAR or NDJSON by its name.
 * @param append whether to add to a file that is there already; without it, such a file is refused
 * @throws RecordingError when the name is none, or the file cannot be written or continued
 */
export async function openRecording(file: string, { append = false } = {}): Promise<RecordingWriter> {
  const isHar = /\.har$/i.test(file);
  if (!isHar && !/\.(ndjson|jsonl)$/i.test(file)) {
    throw new RecordingError(`${file} is to end in .har or .ndjson`);
  }
  const handle = await create(file, append);
  try {
    return isHar ? await harWriter(file, handle) : await ndjsonWriter(handle);
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

async function harWriter(file: string, handle: FileHandle): Promise<RecordingWriter> {
  let { size } = await handle.stat();
  let isFirst = size === 0;
  if (isFirst) {
    await write(handle, HEAD + TAIL, 0);
    size = HEAD.length;
  } else {
    const end = await endOfEntries(file, handle, size);
    size = end.position;
    isFirst = end.isEmpty;
  }
  return inTurn(handle, async (entry) => {
    const bytes = Buffer.from(`${isFirst ? "" : ","}\n${JSON.stringify(entry)}`);
    await write(handle, Buffer.concat([bytes, Buffer.from(TAIL)]), size);
    isFirst = false;
    size += bytes.length;
  });
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
  if (whole === "")
    throw new RecordingError(`${file} cannot be added to: it does not end with the entries of a HAR file`);
  return { position: size - tail.length, isEmpty: last === "[" };
}

async function ndjsonWriter(handle: FileHandle): Promise<RecordingWriter> {
  let { size } = await handle.stat();
  if (size > 0) {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    // The last line of a killed recorder has no end.
    if (buffer.toString() !== "\n") size += await write(handle, "\n", size);
  }
  return inTurn(handle, async (entry) => {
    size += await write(handle, `${JSON.stringify(entry)}\n`, size);
  });
}

/** One entry after the other, in the order in which they come. */
function inTurn(handle: FileHandle, writeEntry: (entry: object) => Promise<void>): RecordingWriter {
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

async function write(handle: FileHandle, content: string | Buffer, position: number): Promise<number> {
  const bytes = Buffer.from(content);
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
  return bytes.length;
}
