/** Bodies as a recording keeps them. */
import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Body } from "@agora-chat-openapi/description/validate";

/** Larger bodies are not kept, in bytes. */
export const MAX_BODY = 32 * 1024 * 1024;

const DECODERS: Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** Keeps the bytes of one body as they pass by. */
export class Capture {
  /** How many bytes passed. */
  size = 0;
  #chunks: Buffer[] = [];

  add(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size <= MAX_BODY) this.#chunks.push(chunk);
    else this.#chunks = [];
  }

  /** The whole body, decoded: text where it is UTF-8. Undefined when it is too large or cannot be decoded, and may so hide secrets. */
  async body(contentEncoding = ""): Promise<Body> {
    if (this.size > MAX_BODY) return undefined;
    const bytes = await decode(Buffer.concat(this.#chunks), contentEncoding);
    return bytes && (isUtf8(bytes) ? bytes.toString("utf8") : bytes);
  }
}

async function decode(bytes: Buffer, contentEncoding: string): Promise<Buffer | undefined> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .reverse();
  let decoded = bytes;
  for (const encoding of encodings) {
    if (decoded.length === 0 || encoding === "" || encoding === "identity") continue;
    const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
    const result = await decoder?.(decoded, { maxOutputLength: MAX_BODY }).catch(() => undefined);
    if (!result) return undefined;
    decoded = result;
  }
  return decoded;
}
