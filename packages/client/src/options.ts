import type { Address } from "./address.ts";
import type { ChatAbortError, ChatNetworkError, ChatRedirectError, ChatTimeoutError, FailureReason } from "./errors.ts";
import type { TokenSource } from "./token-source.ts";

/** Limits and retries, for the client or for one call. Times are in ms. */
export interface Limits {
  /** Time for one attempt, the body included, and for the token source. Files have `idleTimeoutMs` instead. @default 30000 */
  timeoutMs?: number | undefined;
  /** Longest wait for the next part of a file that is sent or received. @default 30000 */
  idleTimeoutMs?: number | undefined;
  /** Time for all attempts and the waits between them, from the first sending on; files have none unless given with the call. @default 120000 */
  deadlineMs?: number | undefined;
  /** How often to send again after a failure that may pass; 0 is never. @default 2 */
  maxRetries?: number | undefined;
  /** Longest `Retry-After` to obey; when the service asks for more, the call fails at once. @default 60000 */
  maxRetryAfterMs?: number | undefined;
  /** With `throttle`, the longest wait for a turn; a call that would wait longer fails at once. @default 600000 */
  maxQueueMs?: number | undefined;
  /** Whether a POST that may have been processed is sent again too. @default false */
  retryPost?: boolean | undefined;
}

/** What fetch takes besides, such as `cache` or `credentials`, and what a framework adds to it. */
export interface FetchOptions
  extends Omit<RequestInit, "body" | "headers" | "method" | "redirect" | "signal" | "window" | "duplex"> {}

/** What a single call can have otherwise than the client. */
export interface CallOptions extends Limits, FetchOptions {
  /** Aborts the call, its waits and its body. */
  signal?: AbortSignal | undefined;
}

/**
 * A fetch: the platform's, or one of your own. `init` has method, headers, body and signal, as `request` has them.
 * What it throws is a lost connection to the client, unless it has `retryable: false`: that comes to the caller as it is.
 */
export type Fetch = (request: Request, init: RequestInit) => Promise<Response>;

/** What hooks receive: never a token, a header, a body or a query string. */
export interface AttemptEvent {
  /** The same for all attempts of a call, and another for each call of the process. */
  callId: number;
  operationId: string;
  method: string;
  /** 1 for the first. */
  attempt: number;
}

/** An attempt that got a response: how long it took, and the service's id of it where it sends one. */
export interface ResponseEvent extends AttemptEvent {
  status: number;
  durationMs: number;
  /** Null where it sends none. */
  requestId: string | null;
}

/** An attempt that got none. */
export interface AttemptErrorEvent extends AttemptEvent {
  durationMs: number;
  error: ChatNetworkError | ChatTimeoutError | ChatAbortError | ChatRedirectError;
}

/** A failed attempt that is followed by another: after which wait, and because of which status or error. */
export interface RetryEvent extends AttemptEvent {
  delayMs: number;
  reason: FailureReason;
}

/**
 * Called as calls go on. A hook may be asynchronous: the call waits for it, as long as its signal and deadline allow.
 * A hook that throws or rejects makes the call fail with a ChatHookError.
 */
export interface Hooks {
  /** Before each attempt. */
  onRequest?(event: AttemptEvent): void | Promise<void>;
  /** After each attempt that got a response, whatever its status. */
  onResponse?(event: ResponseEvent): void | Promise<void>;
  /** After each attempt that got none. */
  onError?(event: AttemptErrorEvent): void | Promise<void>;
  /** Before the wait for another attempt. */
  onRetry?(event: RetryEvent): void | Promise<void>;
}

/** What every client takes besides its token. */
export type ConnectionOptions = Address &
  Limits & {
    /** Headers of every call; those of a call win. */
    headers?: Record<string, string | undefined> | Headers | undefined;
    /** The fetch to use. @default globalThis.fetch */
    fetch?: Fetch | undefined;
    hooks?: Hooks | undefined;
  };

export type ClientOptions = ConnectionOptions & {
  /**
   * What to send as `Authorization: Bearer …`: an app token, or a function that gets one. The function is asked once
   * however many calls wait for it. Its token is kept until the service refuses it; one with `expiresAt` is renewed
   * beforehand, while the old one serves.
   */
  token: TokenSource;
};
