import createClient, { mergeHeaders } from "openapi-fetch";
import { appUrl } from "./address.ts";
import { toCall } from "./call.ts";
import { CallRun } from "./call-run.ts";
import type { CallTraits } from "./call-traits.ts";
import { checkHeaders } from "./checks.ts";
import { ChatApiError, ChatError, isFinal } from "./errors.ts";
import type { Received } from "./exchange.ts";
import { type EffectiveLimits, effectiveLimits } from "./limits.ts";
import { guardMiddleware } from "./middleware.ts";
import type { ConnectionOptions, Fetch, Hooks } from "./options.ts";
import { failed, type Outcome, readable, readForeign, toOutcome } from "./outcome.ts";
import type { Middleware } from "./path-types.ts";
import { type RequestInput, toRequestOptions } from "./request-options.ts";
import { send, type Transport } from "./send.ts";
import type { Throttle } from "./throttle.ts";
import { createTokenCache } from "./token.ts";
import type { TokenSource } from "./token-source.ts";
import { userAgent } from "./user-agent.ts";

export type CallMethod = "GET" | "PUT" | "POST" | "DELETE";

/** Looks up what is known of a call. */
export type TraitsOf = (method: CallMethod, path: string) => CallTraits;

/** In place of a token: calls bear none. */
export const NO_TOKEN = Symbol("no token");

export type CallerOptions = ConnectionOptions & { token: TokenSource | typeof NO_TOKEN };

type SendRequest = (path: string, options: object) => Promise<{ error?: unknown; response: Response }>;

/** Makes calls through openapi-fetch, with tokens, retries and clocks beneath it. */
export class Caller {
  readonly #client: ReturnType<typeof createClient>;
  readonly #transport: Transport;
  readonly #limits: EffectiveLimits;
  readonly #traitsOf: TraitsOf;
  readonly #hooks: Hooks;
  readonly #middleware: Middleware[] = [];

  /** @throws TypeError if an option is missing or malformed */
  constructor(options: CallerOptions, traitsOf: TraitsOf, throttle?: Throttle) {
    checkHeaders(options.headers);
    this.#limits = effectiveLimits(options);
    this.#traitsOf = traitsOf;
    this.#hooks = options.hooks ?? {};
    this.#client = createClient({
      baseUrl: appUrl(options),
      headers: Object.fromEntries(mergeHeaders(userAgent(), options.headers)),
    });
    this.#transport = {
      token: options.token === NO_TOKEN ? undefined : createTokenCache(options.token, this.#limits),
      throttle,
      fetch: toFetch(options.fetch),
    };
  }

  /**
   * @throws TypeError for what would not be the call that was meant, and what `fetch` threw where that is final;
   * everything else is part of the outcome
   */
  async call(method: CallMethod, path: string, input: RequestInput = {}): Promise<Outcome> {
    const traits = this.#traitsOf(method, path);
    try {
      const call = toCall(method, traits, input, this.#limits);
      const run = new CallRun(call, this.#hooks);
      const options = toRequestOptions(path, traits, call, input);
      const middleware = [...this.#middleware, ...(input.middleware ?? [])];
      options.middleware = middleware.map((each) => guardMiddleware(each, run));
      let received: Received | undefined;
      options.fetch = async (request) => {
        const { response, content } = await send(this.#transport, run, request);
        // No Response can be built with such a status.
        if (response.status > 599) throw new ChatApiError(response, String(content), run);
        received = { response, content };
        // A success is not read by openapi-fetch, an error is.
        return response.ok && !middleware.length ? response : readable(received);
      };
      const { response, error } = await (this.#client[method] as SendRequest)(path, options);
      const isOwn = response === received?.response;
      return toOutcome(call, isOwn ? (received as Received) : await readForeign(call, response, error), run);
    } catch (error) {
      if (error instanceof ChatError) return failed(error);
      if (isFinal(error)) throw error;
      throw new TypeError(`${traits.operationId}: ${(error as Error).message}`, { cause: error });
    }
  }

  use(...middleware: Middleware[]): void {
    // It refuses what is not a middleware. Ours runs with each call, where it is known to which one it belongs.
    createClient().use(...(middleware as never[]));
    this.#middleware.push(...middleware);
  }

  eject(...middleware: Middleware[]): void {
    for (const each of middleware) {
      const index = this.#middleware.indexOf(each);
      if (index >= 0) this.#middleware.splice(index, 1);
    }
  }
}

/** The fetch of the options, or the platform's as it is at the time of a call. */
function toFetch(fetch: Fetch | undefined): Fetch {
  if (!fetch) return (request, init) => globalThis.fetch(request, init);
  return async (request, init) => {
    // A fetch that knows no other Request than its own takes it for a URL.
    request.toString = () => request.url;
    return fetch(request, { method: request.method, headers: Object.fromEntries(request.headers), ...init });
  };
}
