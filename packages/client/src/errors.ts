import { parseErrorBody } from "./error-body.ts";
import type { ErrorCode } from "./generated/api.ts";
import { isRetryable, retryAfterMs } from "./retry-after.ts";

/** What an error says about its call. */
export interface CallContext {
  /** The operation's id, or `METHOD /path` where it is not known. */
  operationId: string;
  /** How often the request was sent. */
  attempts: number;
}

interface ErrorDetails {
  cause?: unknown;
  response?: Response | undefined;
}

/** Any of the given texts, suggested by editors, or another text. */
export type Open<Text extends string> = Text | (string & Record<never, never>);

/** The longest part of a response that an error quotes, in characters. */
const QUOTE_LENGTH = 500;

/** What all errors of this client share. No error holds a token, or a query, a header or a body of the request. */
abstract class ChatErrorBase extends Error {
  abstract override readonly name: string;
  readonly operationId: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** The id that the service gave the request, from the header `x-request-id`. */
  readonly requestId: string | undefined;
  /** The response, where there was one; its body can be read. Not enumerable, so that logs stay short. */
  declare readonly response: Response | undefined;
  /** Never there: so that the error of a call by path, which may be the service's body, can be asked for it. */
  declare readonly error?: undefined;
  declare readonly error_description?: undefined;

  constructor(message: string, { operationId, attempts }: CallContext, details: ErrorDetails = {}) {
    super(`${operationId}: ${message}`, details);
    const { response } = details;
    this.operationId = operationId;
    this.attempts = attempts;
    this.requestId = response?.headers.get("x-request-id") ?? undefined;
    Object.defineProperty(this, "response", { value: response });
    if (response) Object.defineProperty(response, "url", { value: response.url.split("?")[0], configurable: true });
  }

  /** Headers of the response, where there was one. */
  get headers(): Headers | undefined {
    return this.response?.headers;
  }
}

/** The service answered with an error: a status of 400 or more. */
export class ChatApiError<Code extends string = ErrorCode> extends ChatErrorBase {
  // TypeScript narrows to ChatApiError<any> without it.
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ChatApiError;
  override readonly name = "ChatApiError";
  /** HTTP status. */
  readonly status: number;
  /** The `error` of the body, the code to decide on; undefined where the body is not the service's own. */
  readonly code: Open<Code> | undefined;
  /** The `error_description` of the body. */
  readonly description: string;
  /** The `exception` of the body. */
  readonly exception: string | undefined;
  /** The whole body: as parsed, or as text where it is not JSON. */
  readonly body: unknown;
  /** The first 500 characters of the body as received. */
  readonly text: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(response: Response, text: string, context: CallContext) {
    const body = parseErrorBody(text);
    const { error, error_description, exception } = Object(body) as Record<string, unknown>;
    const code = textOf(error);
    const description = textOf(error_description) ?? "";
    const { status } = response;
    super(`${status} ${code === undefined ? excerpt(text) : `${code} ${description}`}`.trim(), context, { response });
    this.status = status;
    this.code = code as Code | undefined;
    this.description = description;
    this.exception = textOf(exception);
    this.body = body;
    this.text = text.slice(0, QUOTE_LENGTH);
    this.retryable = isRetryable(status, text);
    this.retryAfterMs = retryAfterMs(response);
  }
}

/** There was no response: no connection, or one that broke. `cause` has fetch's own error. */
export class ChatNetworkError extends ChatErrorBase {
  override readonly name = "ChatNetworkError";

  constructor(cause: unknown, context: CallContext) {
    super(`no response (${reasonOf(cause)})`, context, { cause });
  }
}

/** The options that limit the time of a call. */
export type TimeLimitOption = "timeoutMs" | "idleTimeoutMs" | "deadlineMs";

/** The response, or the next part of a file, did not come in time. */
export class ChatTimeoutError extends ChatErrorBase {
  override readonly name = "ChatTimeoutError";
  /** The option that set the limit. */
  readonly option: TimeLimitOption;
  /** The limit, in ms. */
  readonly limitMs: number;

  constructor(option: TimeLimitOption, limitMs: number, context: CallContext) {
    super(`timed out: ${option} is ${limitMs}`, context);
    this.option = option;
    this.limitMs = limitMs;
  }
}

/** The caller's signal was aborted; its reason is the `cause`. */
export class ChatAbortError extends ChatErrorBase {
  override readonly name = "ChatAbortError";

  constructor(cause: unknown, context: CallContext) {
    super("aborted", context, { cause });
  }
}

/** A response below 400 without what the service sends: a proxy's page, half a body, none at all, as with 304. */
export class ChatDecodeError extends ChatErrorBase {
  override readonly name = "ChatDecodeError";
  /** HTTP status. */
  readonly status: number;
  /** The first 500 characters of the body. */
  readonly text: string;

  constructor(response: Response, text: string, context: CallContext, cause?: unknown) {
    super(`${response.status} ${text ? `without JSON: ${excerpt(text)}` : "without a body"}`, context, {
      response,
      cause,
    });
    this.status = response.status;
    this.text = text.slice(0, QUOTE_LENGTH);
  }
}

/** The service answered with a redirect, which is not followed: another host would get the token or the body. */
export class ChatRedirectError extends ChatErrorBase {
  override readonly name = "ChatRedirectError";
  /** HTTP status; undefined where the platform hides it. */
  readonly status: number | undefined;
  /** Where it leads, without the query; undefined where the platform hides it. */
  readonly location: string | undefined;

  constructor(location: string | undefined, context: CallContext, details: ErrorDetails = {}) {
    super(`redirected to ${location ?? "another address"}`, context, details);
    this.status = details.response?.status || undefined;
    this.location = location;
  }
}

/** The token source failed, or did not respond in time; `cause` says how. */
export class ChatTokenError extends ChatErrorBase {
  override readonly name = "ChatTokenError";

  constructor(cause: unknown, context: CallContext) {
    super(`no token (${reasonOf(cause)})`, context, { cause });
  }
}

/** Not sent: with `throttle`, its turn would come later than `maxQueueMs` or, after a 429, `maxRetryAfterMs` allows. */
export class ChatThrottleError extends ChatErrorBase {
  override readonly name = "ChatThrottleError";
  /** How long the wait would be, in ms. */
  readonly retryAfterMs: number;

  constructor(waitMs: number, context: CallContext) {
    super(`not sent: its turn would come in ${Math.ceil(waitMs / 1000)} s`, context);
    this.retryAfterMs = Math.ceil(waitMs);
  }
}

/** A hook or a middleware threw, or rejected; `cause` is what with. */
export class ChatHookError extends ChatErrorBase {
  override readonly name = "ChatHookError";

  constructor(hook: string, cause: unknown, context: CallContext) {
    super(`${hook} failed (${reasonOf(cause)})`, context, { cause });
  }
}

/** What can go wrong with a call, with the codes that its operation documents. */
export type Failure<Code extends string = ErrorCode> =
  | ChatApiError<Code>
  | ChatNetworkError
  | ChatTimeoutError
  | ChatAbortError
  | ChatDecodeError
  | ChatRedirectError
  | ChatTokenError
  | ChatThrottleError
  | ChatHookError;

/** Any error of this client. `instanceof ChatError` narrows to the classes, which `name` tells apart. */
export type ChatError = Failure;
export const ChatError: (abstract new (
  ...args: never[]
) => ChatError) & {
  [Symbol.hasInstance](value: unknown): value is ChatError;
} = ChatErrorBase as never;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The beginning of a text on one line. */
function excerpt(text: string): string {
  return text.slice(0, 60).replace(/\s+/g, " ");
}

/** The reason of an error in short, whatever was thrown. */
function reasonOf(error: unknown): string {
  const { message, cause } = Object(error) as Partial<Error>;
  const { message: deeper, code } = Object(cause) as { message?: string; code?: string };
  // Some runtimes quote the URL, whose query may hold a secret.
  return String(deeper || code || message || error).replace(/\?\S+/g, "");
}

/**
 * Whether an error that the caller's `fetch` threw says, by `retryable: false`, that the same call would fail again.
 * Such an error is neither repeated nor wrapped: what it found is of more use than that there was no response.
 */
export function isFinal(error: unknown): boolean {
  return !(error instanceof ChatError) && Object(error).retryable === false;
}

/** Why an attempt failed: the status of its response, or the error in place of one. */
export type FailureReason = number | ChatError;
