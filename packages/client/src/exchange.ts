/** Sends one request and reads its response, within the limits of the call. */
import { chunksOf, lazyStream } from "./byte-stream.ts";
import { isText } from "./call.ts";
import type { CallRun } from "./call-run.ts";
import { type CallContext, ChatError, ChatNetworkError, ChatRedirectError, isFinal } from "./errors.ts";
import { encodeForm } from "./files.ts";
import { limited, type Restart } from "./limited.ts";
import { followRedirect, isRedirect, type RedirectableRequest } from "./redirect.ts";

/** What an exchange needs. */
export interface Exchange extends RedirectableRequest {
  /** The bytes of its body. */
  body: ArrayBuffer | undefined;
}

/** A response, and its body as far as that was read. */
export interface Received {
  response: Response;
  /** Undefined where the caller reads it. */
  content: string | Blob | undefined;
}

/**
 * @returns the response, whatever its status, or the error in place of one
 * @throws what `fetch` threw, where that is final
 */
export function exchange(exchange: Exchange): Promise<Received | ChatError> {
  const { run } = exchange;
  const controller = new AbortController();
  const start = (_: AbortSignal, restart: Restart) => sendAndReceive(exchange, controller, restart);
  return limited(run, run.call.timedBy, start, controller).catch((error) => {
    if (isFinal(error)) throw error;
    return toChatError(error, run);
  });
}

async function sendAndReceive(exchange: Exchange, controller: AbortController, restart: Restart): Promise<Received> {
  const { run, fetch, request, body } = exchange;
  const { form, parseAs } = run.call;
  const init: RequestInit = { redirect: "manual", signal: controller.signal };
  if (form) Object.assign(init, await encodeForm(form, request.headers, restart));
  else if (body) init.body = body;
  let response = await fetch(request, init);
  if (isRedirect(response)) response = await followRedirect(response, exchange, init);
  if (!response.ok || isText(parseAs)) return { response, content: await response.text() };
  // From here on each part has its own time.
  restart("deadlineMs");
  const watched = new Response(watchedBody(response, run, controller), response);
  return { response: watched, content: parseAs === "stream" ? undefined : await watched.blob() };
}

/** A body that fails when its reader waits too long for the next part. */
function watchedBody({ body }: Response, run: CallRun, controller: AbortController): ReadableStream<Uint8Array> | null {
  if (!body) return null;
  const chunks = chunksOf(body);
  const next = () =>
    limited(run, "idleTimeoutMs", chunks.next, controller).catch((error) => {
      throw toChatError(error, run);
    });
  return lazyStream(next, chunks.cancel);
}

function toChatError(error: unknown, context: CallContext): ChatError {
  if (error instanceof ChatError) return error;
  // What Node says of a redirect of a streamed request, which it does not show.
  const isRedirect = /unexpected redirect/.test(Object(Object(error).cause).message);
  return isRedirect
    ? new ChatRedirectError(undefined, context, { cause: error })
    : new ChatNetworkError(error, context);
}

/** A copy of a response with its body still to be read. */
export function unread({ response, content }: Received): Response {
  // A body of bytes adds no media type.
  const body = new Blob([content as string | Blob]);
  // Some statuses forbid even an empty body.
  return new Response(body.size ? body : null, response);
}
