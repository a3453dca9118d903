import type { IncomingMessage } from "node:http";

/** More than any upload that the API allows, in bytes. */
const MAX_BODY = 32 * 1024 * 1024;

/** Reads the whole body. Resolves to undefined when it is larger than the mock takes. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end, so that the client gets the answer and not a reset.
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size <= MAX_BODY ? Buffer.concat(chunks) : undefined;
}

/** `application/json` of `application/json; charset=utf-8`; empty when there is none. */
export function mediaType(header: string | undefined): string {
  return header?.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Why `text` is not JSON, or undefined when it is. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}
