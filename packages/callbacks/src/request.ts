import { CallbackError } from "./errors.ts";

/**
 * A request as frameworks have it: with a `body` that is a stream, such as a Fetch `Request`, or text, bytes or parsed
 * JSON, such as the requests of Express and Fastify; or itself a stream of bytes, such as the request of `node:http`.
 */
export type CallbackRequest = { body: unknown } | AsyncIterable<Uint8Array | string>;

/** The JSON of a request. @throws CallbackError when there is none, or more than `maxBytes` */
export async function readJson(request: CallbackRequest, maxBytes: number): Promise<unknown> {
  const { body } = request as { body?: unknown };
  if (isStream(body)) return parse(await textOf(chunksOf(body), maxBytes));
  if (typeof body === "string") return parse(body);
  if (body instanceof Uint8Array) return parse(new TextDecoder().decode(body));
  return body ?? parse(Symbol.asyncIterator in request ? await textOf(request, maxBytes) : "");
}

function isStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof (body as ReadableStream | null | undefined)?.getReader === "function";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new CallbackError("not_json", text ? "the body is not JSON" : "there is no body");
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array | string>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw new CallbackError("too_large", `the body is longer than ${maxBytes} bytes`);
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Not all browsers iterate streams themselves. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}
