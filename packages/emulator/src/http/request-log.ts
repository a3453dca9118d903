/** What an app was lately called with, and how it was answered. */
import { Readable } from "node:stream";
import type { StreamedResponse } from "@agora-chat-openapi/http";
import { withoutSecrets } from "./secrets.ts";

/** How many calls are kept. */
const CALLS = 1000;
/** How much of a body is kept, in bytes. */
const BODY = 4096;

export interface LoggedCall {
  /** Unix ms. */
  at: number;
  operation?: string;
  method: string;
  /** Path and query. */
  url: string;
  status: number;
  /** In ms. */
  duration: number;
  request: string;
  response: string;
}

export interface RequestLog {
  add(call: Omit<LoggedCall, "request" | "response">, request: Buffer, response: StreamedResponse["body"]): void;
  /** The latest first, without secrets. */
  list(limit: number, operation?: string): LoggedCall[];
  clear(): void;
}

/** Keeps calls as they came; secrets are cut out when somebody reads them. */
export function createRequestLog(): RequestLog {
  let calls: LoggedCall[] = [];
  let next = 0;
  return {
    add(call, request, response) {
      calls[next] = {
        ...call,
        request: beginning(request),
        response: beginning(response instanceof Readable ? "" : (response ?? "")),
      };
      next = (next + 1) % CALLS;
    },
    list(limit, operation) {
      const latest = [...calls.slice(next), ...calls.slice(0, next)].reverse();
      const found = operation === undefined ? latest : latest.filter((call) => call.operation === operation);
      return found.slice(0, limit).map(hideSecrets);
    },
    clear() {
      calls = [];
      next = 0;
    },
  };
}

/** A copy, so that a large body is not held for its beginning. */
function beginning(body: string | Uint8Array): string {
  if (typeof body === "string") return body.length <= BODY ? body : Buffer.from(body.slice(0, BODY)).toString();
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, BODY)).toString();
}

function hideSecrets(call: LoggedCall): LoggedCall {
  return {
    ...call,
    url: withoutSecrets(call.url),
    request: withoutSecrets(call.request),
    response: withoutSecrets(call.response),
  };
}
