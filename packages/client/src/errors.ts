import type { ErrorCode } from "./generated/api.ts";
import { isRetryableStatus } from "./retry.ts";

/** Where an error happened. */
export interface Circumstances {
  /** The operation's id, or `METHOD /path` where it is not known. */
  operationId: string;
  /** Which attempt it was. */
  attempt: number;
  cause?: unknown;
}

/** What all errors of this client share. No error holds a token, a header or a request body. */
export abstract class ChatError extends Error {
  abstract override readonly name: string;
  readonly operationId: string;
  /** How often the request was sent. */
  readonly attempts: number;

  constructor(message: string, { operationId, attempt, cause }: Circumstances) {
    super(`${operationId}: ${message}`, cause === undefined ? undefined : { cause });
    this.operationId = operationId;
    this.attempts = attempt;
  }
}

/** The service answered with an error. */
export class ChatApiError<Code extends string = ErrorCode> extends ChatError {
  override readonly name = "ChatApiError";
  /** HTTP status. */
  readonly status: number;
  /** The `error` of the body, the code to decide on; undefined when the answer had no body. */
  readonly code: Code | undefined;
  /** The `error_description` of the body. */
  readonly description: string;
  /** The `exception` of the body. */
  readonly exception: string | undefined;
  /** The whole body as parsed. */
  readonly body: unknown;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: unknown, retryAfterMs: number | undefined, at: Circumstances) {
    const { error, error_description = "", exception } = (body ?? {}) as Record<string, unknown>;
    super(`${status} ${error} ${error_description}`, at);
    this.status = status;
    this.code = error as Code | undefined;
    this.description = `${error_description}`;
    this.exception = exception as string | undefined;
    this.body = body;
    this.retryable = isRetryableStatus(status);
    this.retryAfterMs = retryAfterMs;
  }
}

/** There was no answer: no connection, or one that broke. `cause` has fetch's own error. */
export class ChatNetworkError extends ChatError {
  override readonly name = "ChatNetworkError";
}

/** The answer, or the next part of a file, did not come in time. */
export class ChatTimeoutError extends ChatError {
  override readonly name = "ChatTimeoutError";
}

/** The caller's signal was aborted; its reason is the `cause`. */
export class ChatAbortError extends ChatError {
  override readonly name = "ChatAbortError";
}

/** The answer is not what the service sends: a proxy's page, half a body. */
export class ChatDecodeError extends ChatError {
  override readonly name = "ChatDecodeError";
  /** HTTP status. */
  readonly status: number;
  /** The first 500 characters of the answer. */
  readonly text: string;

  constructor(status: number, text: string, at: Circumstances) {
    super(`${status} is not JSON: ${text.slice(0, 60)}`, at);
    this.status = status;
    this.text = text.slice(0, 500);
  }
}
