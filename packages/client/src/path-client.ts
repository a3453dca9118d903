import createClient from "openapi-fetch";
import { tenantUrl } from "./base-url.ts";
import { toJson } from "./decode.ts";
import type { Files, Form } from "./files.ts";
import { toFormData } from "./form.ts";
import { exceptions } from "./generated/exceptions.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { serializePath } from "./path.ts";
import type { PathClient } from "./path-types.ts";
import type { RateLimit, Throttle } from "./throttle.ts";
import { createTokenCache } from "./token.ts";
import { type Call, send, type Transport } from "./transport.ts";

/** What is known of a call besides its method and path. */
export interface CallFacts extends Exception {
  operationId: string;
  rates: readonly RateLimit[];
}

type Init = Record<string, unknown> & CallOptions & { headers?: HeadersInit; parseAs?: string; confirm?: boolean };
type Forward = (path: string, init: Record<string, unknown>) => Promise<unknown>;

/** What is out of the ordinary about a call. */
export interface Exception {
  /** The body is url-encoded, or a form with files. */
  body?: "form" | "files";
  /** The answer is a file. */
  file?: 1;
  /** Pointers to 64-bit integers in the answer and in the body. */
  int64?: readonly string[];
  int64Body?: readonly string[];
  /** It removes more than the one thing it names. */
  destructive?: 1;
}

const METHODS = ["GET", "PUT", "POST", "DELETE"] as const;
const FORM = "application/x-www-form-urlencoded";
const NEVER = Number.POSITIVE_INFINITY;
const DEFAULTS = {
  timeoutMs: 30_000,
  idleTimeoutMs: 30_000,
  deadlineMs: 120_000,
  maxRetries: 2,
  maxRetryAfterMs: 60_000,
  retryPost: false,
};

/**
 * Makes a client that calls by path alone: the smaller half of `createChatClient`.
 *
 * It sends and returns files whole, as Blob, and knows no rates.
 * A call resolves to `{ data }` or `{ error }`, both with `response`; `error` is the service's own error body.
 * @throws TypeError if an option is missing or malformed. Calls reject with a ChatError when there was no answer, and
 * with a TypeError when a parameter would lead to another path.
 */
export function createPathClient(options: ClientOptions): PathClient {
  return connect(options, (call) => ({ operationId: call, rates: [], ...exceptions[call] }));
}

/** The client by path, with what the caller knows of each call. */
export function connect(
  options: ClientOptions,
  factsOf: (call: string) => CallFacts,
  throttle?: Throttle,
  files?: Files,
): PathClient {
  const client = createClient({ baseUrl: tenantUrl(options), pathSerializer: serializePath });
  const transport: Transport = {
    token: createTokenCache(options.token),
    throttle,
    files,
    hooks: options.hooks ?? {},
    fetch: options.fetch ?? ((request, init) => globalThis.fetch(request, init)),
  };

  for (const method of METHODS) {
    const forward = client[method] as unknown as Forward;
    const call = async (path: string, init: Init = {}) => {
      const { operationId, rates, body: kind, file, int64, int64Body, destructive } = factsOf(`${method} ${path}`);
      if (destructive && init.confirm !== true) {
        throw new TypeError(`${operationId}: pass confirm: true`);
      }
      const isFile = kind === "files" || file;
      const parseAs = init.parseAs ?? (file ? "blob" : "json");
      const option = <Key extends keyof typeof DEFAULTS>(key: Key) => init[key] ?? options[key] ?? DEFAULTS[key];
      const attempt: Call = {
        operationId,
        rates,
        method,
        signal: init.signal,
        timeoutMs: isFile ? (files ? option("idleTimeoutMs") : NEVER) : option("timeoutMs"),
        deadlineMs: init.deadlineMs ?? (isFile ? NEVER : option("deadlineMs")),
        maxRetries: option("maxRetries"),
        maxRetryAfterMs: option("maxRetryAfterMs"),
        retryPost: option("retryPost"),
        body: undefined,
        form: undefined,
        read: file || parseAs === "stream" ? "stream" : parseAs === "json" ? "json" : "text",
        int64,
      };
      const bodySerializer = (body: unknown) => {
        if (kind === "files") {
          if (files) attempt.form = body as Form;
          else attempt.body = toFormData(body as Record<string, Blob>);
        } else if (kind === "form") attempt.body = new URLSearchParams(body as Record<string, string>).toString();
        else attempt.body = toJson(body, int64Body);
        return attempt.body;
      };
      return forward(path, {
        bodySerializer,
        ...init,
        // The transport has the signal, with a reason for each end.
        signal: undefined,
        ...(kind === "form" && {
          headers: { "content-type": FORM, ...Object.fromEntries(new Headers(init.headers)) },
        }),
        parseAs: parseAs === "json" ? "decoded" : parseAs,
        fetch: (first: Request) => send(transport, attempt, first),
      });
    };
    client[method] = call as never;
  }
  return client as unknown as PathClient;
}
