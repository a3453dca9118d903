/** Recordings on disk: HAR and NDJSON, as they are or with gzip, in files and folders. */
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import type { Exchange } from "@agora-chat-openapi/description/validate";
import { attachedTo } from "./har/attached.ts";
import { readHar } from "./har/read-har.ts";
import { readNdjson } from "./ndjson/read-ndjson.ts";
import { type OnNote, RecordingError } from "./notes.ts";

const RECORDING = /\.(har|ndjson|jsonl)(\.gz)?$/i;
/** How much is read at once, in bytes. */
const CHUNK = 256 * 1024;

export interface ReadOptions {
  /** Told what is not read, and why. */
  onNote?: OnNote;
}

/**
 * Reads all exchanges of recordings, one after the other, in little memory.
 * @param paths files, or folders whose `.har`, `.ndjson`, `.jsonl` files (also with `.gz`) are read at any depth
 * @throws RecordingError when a path does not exist, a folder has no recording, or a file is not a recording
 */
export async function* readRecordings(paths: string[], options: ReadOptions = {}): AsyncGenerator<Exchange> {
  const { onNote = () => {} } = options;
  for (const file of await findRecordings(paths)) {
    const read = /\.(ndjson|jsonl)(\.gz)?$/i.test(file) ? readNdjson : readHar;
    try {
      yield* read(file, withoutMark(chunksOf(file, onNote)), { onNote, attached: attachedTo(file) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw new RecordingError(`${file} cannot be read: ${(error as Error).message}`);
    }
  }
}

/** The files that paths stand for, folders looked through. @throws RecordingError */
export async function findRecordings(paths: string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const kind = await stat(path).catch(() => undefined);
      if (!kind) throw new RecordingError(`there is no file or folder ${path}`);
      if (!kind.isDirectory()) return [path];
      const names = await readdir(path, { recursive: true }).catch((error: Error) => {
        throw new RecordingError(`${path} cannot be read: ${error.message}`);
      });
      const files = names.filter((name) => RECORDING.test(name)).sort();
      if (files.length === 0) throw new RecordingError(`the folder ${path} has no .har or .ndjson file`);
      return files.map((name) => join(path, name));
    }),
  );
  return [...new Set(found.flat())];
}

async function* chunksOf(file: string, onNote: OnNote): AsyncGenerator<Uint8Array> {
  if (!/\.gz$/i.test(file)) {
    yield* bytesOf(file);
    return;
  }
  const stream = createReadStream(file, { highWaterMark: CHUNK });
  const plain = createGunzip({ chunkSize: CHUNK });
  stream.on("error", (error) => plain.destroy(error)).pipe(plain);
  let isBegun = false;
  try {
    for await (const chunk of plain) {
      isBegun = true;
      yield chunk;
    }
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    if (!code.startsWith("Z_")) throw error;
    if (!isBegun) throw new RecordingError(`${file} cannot be decompressed: ${message}`);
    onNote({ source: file, reason: `cannot be decompressed to its end (${message}); what came before was read` });
  } finally {
    stream.destroy();
  }
}

/** The bytes of a file, each part good until the next: new memory for each would be garbage of the whole file's size. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(CHUNK);
  const handle = await open(file);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** Bytes without the mark with which some tools begin UTF-8 files. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    const hasMark = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    isFirst = false;
    yield hasMark ? chunk.subarray(3) : chunk;
  }
}
