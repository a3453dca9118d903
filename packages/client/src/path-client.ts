import createClient, { type Client } from "openapi-fetch";
import { tenantUrl } from "./base-url.ts";
import { toJson } from "./decode.ts";
import type { FileInput } from "./files.ts";
import type { paths } from "./generated/api.ts";
import { exceptions } from "./generated/exceptions.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { serializePath } from "./path.ts";
import type { RateLimit, Throttle } from "./throttle.ts";
import { createTokenCache } from "./token.ts";
import { type Call, send, type Transport } from "./transport.ts";

/** An openapi-fetch client of every described path, with organization and app bound. */
export type PathClient = Client<paths>;

/** What is known of a call besides its method and path. */
export interface CallFacts {
  operationId: string;
  rates: readonly RateLimit[];
}

type Init = Record<string, unknown> & CallOptions & { headers?: HeadersInit; parseAs?: string; confirm?: boolean };
type Forward = (path: string, init: Record<string, unknown>) => Promise<unknown>;

const METHODS = ["GET", "PUT", "POST", "DELETE"] as const;
const FORM = "application/x-www-form-urlencoded";
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
 * A call resolves to `{ data }` or `{ error }`, both with `response`; `error` is the service's own error body.
 * @throws TypeError if an option is missing or malformed. Calls reject with a ChatError when there was no answer, and
 * with a TypeError when a parameter would lead to another path.
 */
export function createPathClient(options: ClientOptions): PathClient {
  return connect(options, (call) => ({ operationId: call, rates: [] }), undefined);
}

/** The client by path, with what the caller knows of each call. */
export function connect(
  options: ClientOptions,
  factsOf: (call: string) => CallFacts,
  throttle: Throttle | undefined,
): PathClient {
  const client = createClient<paths>({ baseUrl: tenantUrl(options), pathSerializer: serializePath });
  const transport: Transport = {
    token: createTokenCache(options.token),
    throttle,
    hooks: options.hooks ?? {},
    fetch: options.fetch ?? ((request, init) => globalThis.fetch(request, init)),
  };

  for (const method of METHODS) {
    const forward = client[method] as unknown as Forward;
    const call = async (path: string, init: Init = {}) => {
      const key = `${method} ${path}`;
      const { request, response, int64, int64Body, destructive } = exceptions[key] ?? {};
      const facts = factsOf(key);
      if (destructive && init.confirm !== true) {
        throw new TypeError(`${facts.operationId} removes more than the one thing it names: pass confirm: true`);
      }
      const isFile = request === "multipart/form-data" || response !== undefined;
      const { signal, timeoutMs, idleTimeoutMs, deadlineMs, maxRetries, maxRetryAfterMs, retryPost, confirm, ...rest } =
        init;
      const parseAs = init.parseAs ?? (response ? "blob" : "json");
      const attempt: Call = {
        ...DEFAULTS,
        ...(isFile && { deadlineMs: Number.POSITIVE_INFINITY }),
        ...defined(options),
        ...defined({ timeoutMs, idleTimeoutMs, deadlineMs, maxRetries, maxRetryAfterMs, retryPost }),
        ...facts,
        method,
        signal,
        body: undefined,
        form: undefined,
        read: response || parseAs === "stream" ? "stream" : parseAs === "json" ? "json" : "text",
        int64,
      };
      const bodySerializer = (body: unknown) => {
        if (request === "multipart/form-data") attempt.form = body as Record<string, FileInput>;
        else if (request === FORM) attempt.body = new URLSearchParams(body as Record<string, string>).toString();
        else attempt.body = toJson(body, int64Body);
        return attempt.body;
      };
      return forward(path, {
        bodySerializer,
        ...rest,
        ...(request === FORM && {
          headers: { "content-type": FORM, ...Object.fromEntries(new Headers(init.headers)) },
        }),
        parseAs: parseAs === "json" ? "decoded" : parseAs,
        fetch: (first: Request) => send(transport, attempt, first),
      });
    };
    client[method] = call as never;
  }
  return client;
}

/** The call options among all options, without those that are not given. */
function defined(options: { [Key in keyof typeof DEFAULTS]?: unknown }): Partial<typeof DEFAULTS> {
  const given = Object.keys(DEFAULTS).flatMap((key) => {
    const value = options[key as keyof typeof DEFAULTS];
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(given);
}
