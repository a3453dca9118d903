/** Sends one call: its attempts, the waits between them, tokens and clocks. It is the fetch beneath openapi-fetch. */
import { parseJson } from "./decode.ts";
import { ChatAbortError, ChatDecodeError, type ChatError, ChatNetworkError, ChatTimeoutError } from "./errors.ts";
import { encodeForm, type FileInput, isReplayable, watchBody } from "./files.ts";
import type { CallOptions, Fetch, Hooks } from "./options.ts";
import { backoffMs, mayRepeat, retryAfterMs } from "./retry.ts";
import type { RateLimit, Throttle } from "./throttle.ts";
import { Ended, sleep, startTimer } from "./timeout.ts";
import type { TokenCache } from "./token.ts";

/** One call, with all that its attempts need. */
export interface Call extends Required<Omit<CallOptions, "signal">> {
  operationId: string;
  method: string;
  signal: AbortSignal | undefined;
  /** The body as serialized, for further attempts. */
  body: BodyInit | undefined;
  /** Fields of a form with files, in place of a body. */
  form: Record<string, FileInput | string> | undefined;
  /** How the answer is read: as JSON, as it comes (a file), or as text that nobody looks into. */
  read: "json" | "stream" | "text";
  /** Pointers to the 64-bit integers of the answer. */
  int64: readonly string[] | undefined;
  rates: readonly RateLimit[];
}

export interface Transport {
  token: TokenCache;
  throttle: Throttle | undefined;
  hooks: Hooks;
  fetch: Fetch;
}

/** A JSON answer that is parsed already; openapi-fetch gets the value with `parseAs: "decoded"`. */
export type Decoded = Response & { decoded?: () => Promise<unknown> };

/** An answer, with its text unless it is a file. */
type Answer = { response: Response; text: string | undefined };

const attempts = new WeakMap<Response, number>();

/** How often a call was sent until it got this answer. */
export const attemptsOf = (response: Response) => attempts.get(response) ?? 1;

/** A 429 that says nothing of time pauses the throttle for this long, in ms. */
const DEFAULT_PAUSE = 1000;

/**
 * Sends `first`, and fresh requests like it as long as that may help.
 * @returns the last answer, which may be an error of the service.
 * @throws ChatNetworkError, ChatTimeoutError, ChatAbortError, ChatDecodeError
 */
export async function send(transport: Transport, call: Call, first: Request): Promise<Response> {
  const { token, throttle, hooks } = transport;
  const givesUpAt = performance.now() + call.deadlineMs;
  const left = () => givesUpAt - performance.now();
  const usesOwnToken = !first.headers.has("authorization");
  const repeatable = call.form ? isReplayable(call.form) : !(call.body instanceof ReadableStream);
  let retries = 0;
  let renewed = false;

  for (let attempt = 1; ; attempt++) {
    const event = { operationId: call.operationId, method: call.method, attempt };
    const at = { operationId: call.operationId, attempts: attempt };
    let answer: Answer | undefined;
    let failure: number | ChatError;
    let bearer = "";
    try {
      if (throttle) await waitForTurn(throttle, call, left);
      const request = attempt === 1 ? first : again(first, call);
      if (usesOwnToken) {
        bearer = await token.get();
        request.headers.set("authorization", `Bearer ${bearer}`);
      }
      hooks.onRequest?.(event);
      const started = performance.now();
      answer = await exchange(transport.fetch, call, request, left, (error) => explain(error, at));
      const { status, headers } = answer.response;
      const requestId = headers.get("x-request-id") ?? undefined;
      hooks.onResponse?.({ ...event, status, durationMs: performance.now() - started, requestId });
      if (answer.response.ok) return finish(call, answer, at);
      failure = status;
    } catch (error) {
      const known = explain(error, at);
      if (!(known instanceof ChatNetworkError || known instanceof ChatTimeoutError)) throw known;
      failure = known;
    }

    if (failure === 401 && usesOwnToken && repeatable && !renewed && token.refuse(bearer)) {
      renewed = true;
      continue;
    }
    const asked = answer && retryAfterMs(answer.response);
    if (failure === 429) for (const rate of call.rates) throttle?.pause(rate, asked ?? DEFAULT_PAUSE);
    const delayMs = asked ?? backoffMs(retries + 1);
    const goesOn =
      retries < call.maxRetries &&
      repeatable &&
      mayRepeat(call.method, failure, call.retryPost) &&
      delayMs <= call.maxRetryAfterMs &&
      delayMs < left();
    if (!goesOn) {
      if (answer) return finish(call, answer, at);
      throw failure;
    }
    retries++;
    hooks.onRetry?.({ ...event, delayMs, reason: failure });
    await sleep(delayMs, call.signal).catch((error) => {
      throw explain(error, at);
    });
  }
}

/** Sends one request and reads the answer, both within the time that the call has. */
async function exchange(
  fetch: Fetch,
  call: Call,
  request: Request,
  left: () => number,
  explainBody: (error: unknown) => unknown,
): Promise<Answer> {
  const hasFile = call.form !== undefined || call.read === "stream";
  const timer = startTimer(() => Math.min(hasFile ? call.idleTimeoutMs : call.timeoutMs, left()), call.signal);
  let body: Response | undefined;
  try {
    const sent = call.form ? await withForm(request, call.form, timer.touch) : request;
    const response = await fetch(sent, { signal: timer.signal });
    if (call.read !== "stream" || !response.ok) return { response, text: await response.text() };
    const stream = response.body && watchBody(response.body, timer, explainBody);
    body = new Response(stream, response);
    return { response: body, text: undefined };
  } catch (error) {
    throw timer.signal.aborted ? timer.signal.reason : new NetworkFailure(error);
  } finally {
    if (!body?.body) timer.stop();
  }
}

/** What fetch itself throws, as against errors of hooks or of the token's function. */
class NetworkFailure {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

function explain(error: unknown, at: { operationId: string; attempts: number }): unknown {
  if (error instanceof NetworkFailure) {
    const { cause } = error;
    const reason = cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : "";
    return new ChatNetworkError(`no answer (${reason || "connection failed"})`, { ...at, cause });
  }
  if (!(error instanceof Ended)) return error;
  const Kind = error.by === "time" ? ChatTimeoutError : ChatAbortError;
  return new Kind(error.message, error.cause === undefined ? at : { ...at, cause: error.cause });
}

async function waitForTurn(throttle: Throttle, call: Call, left: () => number): Promise<void> {
  const timer = startTimer(left, call.signal);
  try {
    for (const rate of call.rates) await throttle.acquire(rate, timer.signal);
  } finally {
    timer.stop();
  }
}

function again(first: Request, { body }: Call): Request {
  return new Request(first.url, { method: first.method, headers: first.headers, ...(body !== undefined && { body }) });
}

async function withForm(request: Request, form: NonNullable<Call["form"]>, touch: () => void): Promise<Request> {
  const { body, headers } = await encodeForm(form, touch);
  const all = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  // `duplex` is missing in some type libraries, and required where a stream is sent.
  return new Request(request.url, { method: request.method, headers: all, body, duplex: "half" } as RequestInit);
}

/** The answer as openapi-fetch reads it; JSON is parsed here, once. @throws ChatDecodeError */
function finish(call: Call, { response, text }: Answer, at: { operationId: string; attempts: number }): Response {
  if (text === undefined) {
    attempts.set(response, at.attempts);
    return response;
  }
  const { status, statusText, headers, ok, url } = response;
  const fresh: Decoded = new Response(text === "" ? null : text, { status, statusText, headers });
  Object.defineProperty(fresh, "url", { value: url });
  attempts.set(fresh, at.attempts);
  const mayBeEmpty = !ok || status === 204;
  if (call.read !== "text" && !(text === "" && mayBeEmpty)) {
    try {
      const value = parseJson(text, ok ? call.int64 : undefined);
      fresh.decoded = async () => value;
    } catch (cause) {
      throw new ChatDecodeError(status, text, { ...at, cause });
    }
  }
  return fresh;
}
