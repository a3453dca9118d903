import type { IncomingMessage } from "node:http";
import { PassThrough, pipeline, type Readable, type Transform } from "node:stream";
import { promisify } from "node:util";
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzip,
  inflate,
  inflateRaw,
} from "node:zlib";
import { HttpError } from "./message.ts";

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const EMPTY = Buffer.alloc(0);
const gunzipped: Decode = promisify(gunzip);
const inflated: Decode = promisify(inflate);
const inflatedRaw: Decode = promisify(inflateRaw);

const DECODERS: Readonly<Record<string, Decode>> = {
  br: promisify(brotliDecompress),
  // "deflate" means a zlib stream, which begins with 8 in its low bits; some clients send a bare one.
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflated : inflatedRaw)(bytes, options),
  gzip: gunzipped,
  "x-gzip": gunzipped,
};

/** Of a stream its begin is not known before it is read, so a bare "deflate" is not taken. */
const STREAM_DECODERS: Readonly<Record<string, () => Transform>> = {
  br: createBrotliDecompress,
  deflate: createInflate,
  gzip: createGunzip,
  "x-gzip": createGunzip,
};

/**
 * The body of a request as it comes, decoded by its `Content-Encoding`. It fails with an `HttpError` of 400 where it is
 * broken or cut off.
 * @throws HttpError 415 for another encoding
 */
export function streamBody(request: IncomingMessage): Readable {
  const encoding = encodingOf(request);
  decoderOf(encoding);
  const decoder = STREAM_DECODERS[encoding]?.() ?? new PassThrough();
  const reason = request.headers["content-encoding"] === undefined ? CUT : undecodable(encoding);
  const body = new PassThrough();
  pipeline(request, decoder, (error) => {
    if (error) body.destroy(new HttpError(400, request.complete ? reason : CUT));
  });
  decoder.pipe(body);
  // What is left when the reader is gone is thrown away, so that the client gets a response and not a reset.
  body.once("close", () => decoder.unpipe(body).resume());
  return body;
}

const CUT = "the connection closed before the body was whole";

function encodingOf({ headers }: IncomingMessage): string {
  return headers["content-encoding"]?.trim().toLowerCase() ?? "";
}

function undecodable(encoding: string): string {
  return `expected a body in Content-Encoding ${encoding}, but it cannot be decoded`;
}

/**
 * Reads the body of a request and decodes it by its `Content-Encoding`: gzip, deflate or br.
 * @param limit most bytes that are taken, as sent and as decoded
 * @throws HttpError 413 for a larger body, 415 for another encoding, 400 for one that is broken or cut off
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return EMPTY;
  const encoding = encodingOf(request);
  const decode = decoderOf(encoding);
  const bytes = await readBytes(request, limit);
  if (!decode || bytes.length === 0) return bytes;
  try {
    return await decode(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(limit);
    throw new HttpError(400, undecodable(encoding));
  }
}

function decoderOf(encoding: string): Decode | undefined {
  if (encoding === "" || encoding === "identity") return undefined;
  if (Object.hasOwn(DECODERS, encoding)) return DECODERS[encoding];
  const known = "gzip, deflate, br";
  const message = `expected a body in Content-Encoding ${known} or none, got ${encoding}`;
  throw new HttpError(415, message, { "accept-encoding": known });
}

function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void) => {
      request.off("data", onData).off("end", onEnd).off("close", onClose);
      finish();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      // Whatever else comes is thrown away, so that the client gets a response and not a reset.
      settle(() => reject(tooLarge(limit)));
    };
    const onEnd = () => settle(() => resolve(chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks)));
    const onClose = () => settle(() => reject(new HttpError(400, CUT)));
    // A request that breaks off closes, too; its error says no more than that.
    request.on("error", () => {});
    request.on("data", onData).on("end", onEnd).on("close", onClose);
  });
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `the body is larger than ${bytes(limit)}`);
}

function bytes(count: number): string {
  const mebi = count / 1024 ** 2;
  return Number.isInteger(mebi) ? `${mebi} MiB` : `${count} bytes`;
}
