import { createBatch } from "./batch.ts";
import { ChatApiError, ChatError } from "./errors.ts";
import type { FileDownload } from "./files.ts";
import type { Methods } from "./generated/methods.ts";
import type { OperationInfo } from "./operations.ts";
import { createPages } from "./pages.ts";
import type { PathClient } from "./path-types.ts";
import { retryAfterMs } from "./retry.ts";
import type { Received } from "./transport.ts";

/** Arguments of any operation. */
export type Args = Record<string, unknown> & {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: HeadersInit;
  body?: unknown;
};

export type Result = { data?: unknown; error?: ChatError; response?: Response };
export type Invoke = (args: Args) => Promise<unknown>;

type Send = (path: string, init: unknown) => Promise<{ data?: unknown; error?: unknown; response: Received }>;

/** A method for each operation of the table. */
export function createMethods(client: PathClient, operations: OperationInfo[]): Methods {
  const methods = operations.map((info) => {
    const safe = (args: Args = {}) => settle(client[info.method as "GET"] as unknown as Send, info, args);
    const invoke: Invoke = async (args) => {
      const { data, error } = await safe(args);
      if (error) throw error;
      return data;
    };
    const more = {
      safe,
      ...(info.pages && createPages(invoke, info.pages)),
      ...(info.batch && { batch: createBatch(safe, info.batch) }),
    };
    return [info.operationId, Object.assign(invoke, more)];
  });
  return Object.fromEntries(methods);
}

async function settle(send: Send, { operationId, path, file }: OperationInfo, args: Args): Promise<Result> {
  try {
    const { data, error, response } = await send(path, {
      ...args,
      params: args,
      ...(file && { parseAs: "stream" }),
    });
    if (response.ok) return { data: file ? toDownload(data, response) : data, response };
    const at = { operationId, attempt: response.attempts ?? 1 };
    return { error: new ChatApiError(response.status, error, retryAfterMs(response), at), response };
  } catch (error) {
    if (error instanceof ChatError) return { error };
    throw error;
  }
}

function toDownload(data: unknown, { headers }: Response): FileDownload {
  const length = headers.get("content-length");
  return {
    stream: (data ?? new Blob().stream()) as ReadableStream<Uint8Array>,
    size: length === null || headers.has("content-encoding") ? undefined : Number(length),
    type: headers.get("content-type") ?? "",
  };
}
