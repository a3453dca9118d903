import { withAttachment } from "./attachment.ts";
import { createBatch } from "./batch.ts";
import type { Caller } from "./caller.ts";
import type { FileDownload } from "./file-types.ts";
import type { Methods } from "./generated/methods.ts";
import type { Args, Invoke, Safe } from "./invoke.ts";
import type { OperationInfo } from "./operation-info.ts";
import { operationsById } from "./operations.ts";
import type { Outcome } from "./outcome.ts";
import { createPages } from "./pages.ts";

/**
 * An object with a method for each operation. A method is made when somebody looks at it, so that a client takes little
 * memory.
 */
export function withMethods<T extends object>(client: T, caller: Caller): T & Methods {
  const known = operationsById();
  const make = (target: object, name: string | symbol) => {
    const operation = Object.hasOwn(target, name) ? undefined : known.get(name);
    if (operation) Object.assign(target, { [name]: createMethod(caller, operation) });
  };
  return new Proxy(client, {
    get(target, name) {
      make(target, name);
      return Reflect.get(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      make(target, name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    has: (target, name) => known.has(name) || Reflect.has(target, name),
    ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...known.keys()])],
  }) as T & Methods;
}

function createMethod(caller: Caller, operation: OperationInfo): Invoke & { safe: Safe } {
  const safe: Safe = (args = {}) => callOperation(caller, operation, args);
  const invoke: Invoke = async (args) => {
    const { data, error } = await safe(args);
    if (error) throw error;
    return data;
  };
  return Object.assign(invoke, {
    safe,
    ...(operation.pages && createPages(invoke, operation.pages)),
    ...(operation.batch && { batch: createBatch(operation.operationId, safe, operation.batch) }),
  });
}

async function callOperation(caller: Caller, operation: OperationInfo, args: Args): Promise<Outcome> {
  const { path, query, ...rest } = args;
  const outcome = await caller.call(operation.method, operation.path, {
    ...rest,
    params: { path, query },
    ...(operation.isFile && { parseAs: "stream" }),
  });
  if (outcome.error) return outcome;
  if (operation.isFile) return { ...outcome, data: toDownload(outcome.data, outcome.response) };
  if (operation.returnsAttachment) return { ...outcome, data: withAttachment(outcome.data) };
  return outcome;
}

function toDownload(data: unknown, { headers }: Response): FileDownload {
  const length = headers.get("content-length");
  return {
    stream: data as ReadableStream<Uint8Array>,
    size: length === null || headers.has("content-encoding") ? undefined : Number(length),
    type: headers.get("content-type") ?? "",
  };
}
