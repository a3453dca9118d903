import { type Chunks, chunksOf, lazyStream } from "./byte-stream.ts";
import { toCall } from "./call.ts";
import { CallRun } from "./call-run.ts";
import { type CallContext, ChatApiError, ChatDecodeError, ChatError } from "./errors.ts";
import type { HistoryRecord, MessageHistoryResponse } from "./generated/api.ts";
import { JsonObjects } from "./json-objects.ts";
import { effectiveLimits } from "./limits.ts";
import type { CallOptions, Fetch } from "./options.ts";
import { send } from "./send.ts";

export type HistoryOptions = CallOptions & {
  /** The fetch to use. @default globalThis.fetch */
  fetch?: Fetch | undefined;
};

const OPERATION = "readHistory";

/**
 * Reads the file that `getMessageHistory` answers with: fetches it from its URL, without your token, unpacks it, and
 * yields its messages one by one, as they come.
 *
 *     for await (const message of readHistory(await chat.getMessageHistory({ path: { time } }))) console.log(message.from);
 *
 * @param file what `getMessageHistory` resolved to, or the URL alone
 * @throws ChatError from the iteration, such as a ChatApiError for a URL that has expired and a ChatDecodeError for half
 * a file; TypeError if `file` has no URL.
 */
export async function* readHistory(
  file: MessageHistoryResponse | string,
  options: HistoryOptions = {},
): AsyncGenerator<HistoryRecord, void, undefined> {
  const url: unknown = typeof file === "string" ? file : Object(Object(file).data?.[0]).url;
  if (typeof url !== "string" || !URL.canParse(url)) throw new TypeError(`${OPERATION}: there is no URL in the file`);
  const { response, context } = await download(url, options);
  try {
    yield* records(chunksOf(await unpacked(chunksOf(response.body ?? new Blob().stream()))));
  } catch (cause) {
    if (cause instanceof ChatError) throw cause;
    throw new ChatDecodeError(response, String(cause), context, cause);
  }
}

async function download(url: string, options: HistoryOptions): Promise<{ response: Response; context: CallContext }> {
  const { fetch = (request, init) => globalThis.fetch(request, init) } = options;
  const traits = { operationId: OPERATION, isFile: true } as const;
  const call = toCall("GET", traits, { ...options, parseAs: "stream" }, effectiveLimits({}));
  const transport = { token: undefined, throttle: undefined, fetch };
  const run = new CallRun(call, {});
  const { response, content } = await send(transport, run, new Request(url));
  if (!response.ok) throw new ChatApiError(response, String(content), run);
  return { response, context: run };
}

/** The bytes of the file. Some fetches have unpacked it already. */
async function unpacked(chunks: Chunks): Promise<ReadableStream<Uint8Array>> {
  let head = new Uint8Array();
  let isDone = false;
  while (head.length < 2 && !isDone) {
    const { done = false, value } = await chunks.next();
    isDone = done;
    if (value) head = new Uint8Array([...head, ...value]);
  }
  let first: Uint8Array | undefined = head;
  const next = async () => {
    const value = first;
    first = undefined;
    return value ? { value } : chunks.next();
  };
  const bytes = lazyStream(next, chunks.cancel);
  return head[0] === 0x1f && head[1] === 0x8b ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
}

async function* records(chunks: Chunks): AsyncGenerator<HistoryRecord> {
  const decoder = new TextDecoder();
  const objects = new JsonObjects();
  try {
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) {
      yield* objects.push(decoder.decode(chunk.value, { stream: true })) as HistoryRecord[];
    }
    yield* objects.push(decoder.decode()) as HistoryRecord[];
    objects.end();
  } finally {
    // Whoever stops early ends the download, too.
    await chunks.cancel(undefined);
  }
}
