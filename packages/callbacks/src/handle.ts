import type { Callback, CallbackName, KnownCallback, QuestionName, UnknownCallback } from "./callback.ts";
import { CallbackError } from "./errors.ts";
import type { CallbackBodies, CallbackReplies } from "./generated/callbacks.ts";
import { questions, replyLength } from "./generated/matches.ts";
import { type ReadOptions, readCallback } from "./read.ts";
import type { CallbackRequest } from "./request.ts";

/** What to respond, in parts that every framework takes. For Fetch: `new Response(response.body, response)`. */
export interface CallbackResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What a handler gives back: the verdict on a message where the callback asks for one, else nothing that is looked at. */
type Outcome<N> = N extends QuestionName ? CallbackReplies[N] | Promise<CallbackReplies[N]> : unknown;

/** Functions by the name of the callback that each handles. */
export type CallbackHandlers = {
  [N in keyof CallbackBodies]?: (event: KnownCallback<N>) => Outcome<N>;
} & {
  /** Of callbacks that this version of the package does not know. */
  unknown?: (event: UnknownCallback) => unknown;
};

/** How to handle callbacks. */
export interface HandleOptions extends ReadOptions {
  handlers: CallbackHandlers;
  /** Told of each `callId` once its handler is through, for `seen` to know it. It is waited for. */
  handled?: (callId: string) => unknown;
  /** Told of requests that were refused. */
  refused?: (error: CallbackError) => void;
}

/**
 * Reads a callback, calls its handler, and resolves to what to respond.
 *
 * Callbacks without a handler, and those that `seen` knows, are received with 200. A question without a handler gets an
 * empty body, so that the setting of its rule decides. A request that is not to be trusted gets 400, 401 or 413.
 *
 * @throws whatever a handler throws; let it become a 500, and the service sends the callback again
 */
export async function handleCallback(request: CallbackRequest, options: HandleOptions): Promise<CallbackResponse> {
  let event: Callback;
  try {
    event = await readCallback(request, options);
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    options.refused?.(error);
    return { status: error.status, headers: { "content-type": "text/plain" }, body: error.message };
  }
  const handler = options.handlers[event.name] as ((event: Callback) => unknown) | undefined;
  if (!isQuestion(event)) {
    if (event.repeated) return received();
    await handler?.(event);
    await options.handled?.(event.callId);
    return received();
  }
  const verdict = (await handler?.(event)) as CallbackReplies[QuestionName] | undefined;
  return verdict === undefined ? received() : reply(event, verdict);
}

/**
 * What to respond to a callback that asks before a message is delivered.
 * @throws RangeError when it is longer than the service takes
 */
export function reply<N extends QuestionName>(_event: KnownCallback<N>, verdict: CallbackReplies[N]): CallbackResponse {
  const body = JSON.stringify(verdict);
  if (body.length > replyLength) {
    throw new RangeError(`the reply has ${body.length} characters, more than ${replyLength}`);
  }
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

/** What to respond to every other callback: 200. */
export function received(): CallbackResponse {
  return { status: 200, headers: {}, body: "" };
}

function isQuestion(event: Callback): event is KnownCallback<QuestionName> {
  return questions.includes(event.name as QuestionName & CallbackName);
}
