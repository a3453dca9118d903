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
import { toUtf8 } from "./text-encoding.ts";

const RECORDING = /\.(har|ndjson|jsonl)(\.gz)?$/i;
/** How much is read at once, in bytes. */
const CHUNK = 256 * 1024;
/** What a zip archive begins with. */
const ZIP = Buffer.from("PK\u0003\u0004");

export interface ReadOptions {
  /** Told what is not read, and why. */
  onNote?: OnNote;
}

/** An exchange, and the file that it was read from. */
export interface RecordedExchange extends Exchange {
  file: string;
}

/** A file to read; one that was found in a folder does not stop the others when it cannot be read. */
interface RecordingFile {
  file: string;
  isNamed: boolean;
}

/**
 * Reads all exchanges of recordings, one after the other, in little memory.
 * @param paths files, or folders whose `.har`, `.ndjson`, `.jsonl` files (also with `.gz`) are read at any depth
 * @throws RecordingError when a path does not exist, a folder has no recording, or a file that is named is not a recording
 */
export async function* readRecordings(paths: string[], options: ReadOptions = {}): AsyncGenerator<RecordedExchange> {
  const { onNote = () => {} } = options;
  for (const { file, isNamed } of await findRecordings(paths)) {
    try {
      yield* readRecording(file, onNote);
    } catch (error) {
      if (isNamed || !(error instanceof RecordingError)) throw error;
      const reason = error.message.replace(`${file} `, "");
      onNote({ source: file, reason, incomplete: "is not a recording" });
    }
  }
}

async function* readRecording(file: string, onNote: OnNote): AsyncGenerator<RecordedExchange> {
  const read = /\.(ndjson|jsonl)(\.gz)?$/i.test(file) ? readNdjson : readHar;
  try {
    const exchanges = read(file, toUtf8(unzipped(file, chunksOf(file, onNote))), {
      onNote,
      attached: attachedTo(file),
    });
    for await (const exchange of exchanges) yield { ...exchange, file };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new RecordingError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** The files that paths stand for, folders looked through. @throws RecordingError */
async function findRecordings(paths: string[]): Promise<RecordingFile[]> {
  const found = new Map<string, RecordingFile>();
  for (const path of paths) {
    const kind = await stat(path).catch(() => undefined);
    if (!kind) throw new RecordingError(`there is no file or folder ${path}`);
    const files = kind.isDirectory() ? await filesIn(path) : [path];
    for (const file of files)
      found.set(file, { file, isNamed: !kind.isDirectory() || found.get(file)?.isNamed === true });
  }
  return [...found.values()];
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: Error) => {
    throw new RecordingError(`${folder} cannot be read: ${error.message}`);
  });
  const files = names.filter((name) => RECORDING.test(name)).sort();
  if (files.length === 0) throw new RecordingError(`the folder ${folder} has no .har or .ndjson file`);
  return files.map((name) => join(folder, name));
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
    const reason = `cannot be decompressed to its end (${message}); what came before was read`;
    onNote({ source: file, reason, incomplete: "is truncated" });
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

/** The same bytes. @throws RecordingError for an archive, as which Playwright writes recordings, too */
async function* unzipped(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && ZIP.equals(chunk.subarray(0, ZIP.length))) {
      throw new RecordingError(`${file} is a zip archive: unpack it, and give the folder`);
    }
    isFirst = false;
    yield chunk;
  }
}
