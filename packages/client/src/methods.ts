import { type Batch, createBatch } from "./batch.ts";
import { ChatApiError, ChatError } from "./errors.ts";
import type { FileDownload } from "./files.ts";
import type { Methods } from "./generated/methods.ts";
import { operations } from "./generated/operations.ts";
import { createPages, type Page } from "./pages.ts";
import type { PathClient } from "./path-client.ts";
import { isRetryableStatus, retryAfterMs } from "./retry.ts";
import type { RateLimit } from "./throttle.ts";
import { attemptsOf } from "./transport.ts";

/** What the generated table knows of an operation. */
export interface OperationInfo {
  /** Method and path, as in `GET /chatgroups`. */
  call: string;
  rates: readonly RateLimit[];
  /** Whether the answer is a file. */
  file?: true;
  page?: Page;
  batch?: Batch;
}

/** Arguments of any operation. */
export type Args = Record<string, unknown> & {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: HeadersInit;
  body?: unknown;
};

export type Result = { data?: unknown; error?: ChatError; response?: Response };
export type Invoke = (args: Args) => Promise<unknown>;

type Send = (path: string, init: unknown) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** A method for each operation of the table. */
export function createMethods(client: PathClient): Methods {
  const methods = Object.entries(operations).map(([id, info]) => {
    const [method = "", path = ""] = info.call.split(" ");
    const send = client[method as "GET"] as unknown as Send;
    const safe = (args: Args = {}) => settle(send, id, path, info, args);
    const invoke: Invoke = async (args) => {
      const { data, error } = await safe(args);
      if (error) throw error;
      return data;
    };
    return [
      id,
      Object.assign(invoke, {
        safe,
        ...(info.page && createPages(invoke, info.page)),
        ...(info.batch && { batch: createBatch(safe, info.batch) }),
      }),
    ];
  });
  return Object.fromEntries(methods);
}

async function settle(send: Send, operationId: string, path: string, info: OperationInfo, args: Args): Promise<Result> {
  const { path: pathParams, query, ...rest } = args;
  try {
    const { data, error, response } = await send(path, {
      params: { path: pathParams, query },
      ...rest,
      ...(info.file && { parseAs: "stream" }),
    });
    if (response.ok) return { data: info.file ? toDownload(data, response) : data, response };
    const at = { operationId, attempts: attemptsOf(response) };
    const retryable = isRetryableStatus(response.status);
    return { error: new ChatApiError(response.status, error, retryable, retryAfterMs(response), at), response };
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
    type: headers.get("content-type") ?? "application/octet-stream",
  };
}
