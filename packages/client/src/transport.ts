/** Sends one call: its attempts, the waits between them, tokens and clocks. It is the fetch beneath openapi-fetch. */
import { parseJson } from "./decode.ts";
import { ChatDecodeError, ChatNetworkError, ChatTimeoutError, type Circumstances } from "./errors.ts";
import type { Files, Form } from "./files.ts";
import type { CallOptions, Fetch, Hooks } from "./options.ts";
import { backoffMs, mayRepeat, retryAfterMs } from "./retry.ts";
import type { RateLimit, Throttle } from "./throttle.ts";
import { sleep, startTimer } from "./timeout.ts";
import type { TokenCache } from "./token.ts";

/** One call, with all that its attempts need. */
export interface Call extends Required<Omit<CallOptions, "signal" | "idleTimeoutMs">> {
  operationId: string;
  method: string;
  signal: AbortSignal | undefined;
  /** The body as serialized, for further attempts. */
  body: BodyInit | undefined;
  /** Fields of a form with files, in place of a body. */
  form: Form | undefined;
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
  /** How files are streamed; without it they go and come whole. */
  files: Files | undefined;
}

/** An answer as it leaves the transport. */
export type Received = Response & {
  /** How often the call was sent until it came. */
  attempts?: number;
  /** The value of JSON that is parsed already; openapi-fetch gets it with `parseAs: "decoded"`. */
  decoded?: () => Promise<unknown>;
};

/** An answer, with its text unless it is a file. */
type Answer = { response: Response; text?: string };

/** A 429 that says nothing of time pauses the throttle for this long, in ms. */
const DEFAULT_PAUSE = 1000;

/**
 * Sends `first`, and fresh requests like it as long as that may help.
 * @returns the last answer, which may be an error of the service.
 * @throws ChatNetworkError, ChatTimeoutError, ChatAbortError, ChatDecodeError
 */
export async function send(transport: Transport, call: Call, first: Request): Promise<Response> {
  const { token, throttle, hooks, files } = transport;
  const givesUpAt = performance.now() + call.deadlineMs;
  const left = () => givesUpAt - performance.now();
  const usesOwnToken = !first.headers.has("authorization");
  const repeatable = !call.form || files?.isReplayable(call.form) === true;
  let retries = 0;
  let renewed = false;

  for (let attempt = 1; ; attempt++) {
    const at = { operationId: call.operationId, method: call.method, attempt };
    let answer: Answer | undefined;
    let failure: number | Error;
    let bearer = "";
    try {
      await throttle?.turn(call.rates, startTimer(left, call.signal, at));
      const request = attempt === 1 ? first : again(first, call);
      if (usesOwnToken) {
        bearer = await token.get();
        request.headers.set("authorization", `Bearer ${bearer}`);
      }
      hooks.onRequest?.(at);
      const started = performance.now();
      answer = await exchange(transport, call, request, left, at);
      const { status, headers } = answer.response;
      const requestId = headers.get("x-request-id");
      hooks.onResponse?.({ ...at, status, durationMs: performance.now() - started, requestId });
      if (answer.response.ok) return finish(call, answer, at);
      failure = status;
    } catch (error) {
      if (!(error instanceof ChatNetworkError || error instanceof ChatTimeoutError)) throw error;
      failure = error;
    }

    if (failure === 401 && usesOwnToken && repeatable && !renewed && token.refuse(bearer)) {
      renewed = true;
      continue;
    }
    const asked = answer && retryAfterMs(answer.response);
    if (failure === 429) throttle?.pause(call.rates, asked ?? DEFAULT_PAUSE);
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
    hooks.onRetry?.({ ...at, delayMs, reason: failure });
    await sleep(delayMs, call.signal, at);
  }
}

/** Sends one request and reads the answer, both within the time that the call has. */
async function exchange(
  { fetch, files }: Transport,
  call: Call,
  request: Request,
  left: () => number,
  at: Circumstances,
): Promise<Answer> {
  const timer = startTimer(() => Math.min(call.timeoutMs, left()), call.signal, at);
  const { signal } = timer;
  // A fetch that knows that to repeat the call is of no use says so, and its error is none of the connection.
  const isFinal = (cause: unknown) => (cause as { retryable?: unknown } | undefined)?.retryable === false;
  const explain = (cause: unknown) => (signal.aborted ? signal.reason : isFinal(cause) ? cause : noAnswer(cause, at));
  let streams = false;
  try {
    const sent = call.form && files ? await files.attachForm(request, call.form, timer.touch) : request;
    const response = await fetch(sent, { signal });
    if (call.read !== "stream" || !response.ok) return { response, text: await response.text() };
    if (!files || !response.body) return { response };
    streams = true;
    return { response: new Response(files.watchBody(response.body, timer, explain), response) };
  } catch (error) {
    throw explain(error);
  } finally {
    if (!streams) timer.stop();
  }
}

function noAnswer(cause: unknown, at: Circumstances): ChatNetworkError {
  const { message, cause: deeper } = cause as Error;
  // Some runtimes quote the URL, whose query may hold a secret.
  const reason = (deeper as Error | undefined)?.message || message;
  return new ChatNetworkError(`no answer (${reason.replace(/\?\S+/, "")})`, { ...at, cause });
}

function again(first: Request, { body }: Call): Request {
  return new Request(first.url, { method: first.method, headers: first.headers, ...(body !== undefined && { body }) });
}

/** The answer as openapi-fetch reads it; JSON is parsed here, once. @throws ChatDecodeError */
function finish({ read, int64 }: Call, { response, text }: Answer, at: Circumstances): Received {
  const attempts = at.attempt;
  if (text === undefined) return Object.assign(response, { attempts });
  const { ok, status } = response;
  const fresh = () => Object.assign(new Response(text || null, response), { attempts });
  // An error may come without a body, a success may not.
  if (read === "text" || !(text || (ok && status !== 204))) return fresh();
  try {
    const value = parseJson(text, ok ? int64 : undefined);
    const json = async () => value;
    // The body is read already. Answering in its place costs less than another Response around the text.
    return Object.assign(response, { attempts, decoded: json, json, text: async () => text, clone: fresh });
  } catch (cause) {
    throw new ChatDecodeError(status, text, { ...at, cause });
  }
}
