import type { BaseUrlOptions } from "./base-url.ts";
import type { TokenSource } from "./token.ts";

/** What a single call can have otherwise than the client. */
export interface CallOptions {
  /** Ends the call, its waits and its body. */
  signal?: AbortSignal | undefined;
  /** Time for one attempt, the body included, in ms. Files have `idleTimeoutMs` instead. @default 30000 */
  timeoutMs?: number;
  /** Longest wait for the next part of a file that is sent or received, in ms. @default 30000 */
  idleTimeoutMs?: number;
  /** Time for all attempts and the waits between them, in ms; files have none unless given. @default 120000 */
  deadlineMs?: number;
  /** How often to send again after a failure that may pass; 0 is never. @default 2 */
  maxRetries?: number;
  /** Longest `Retry-After` to obey, in ms; when the service asks for more, the call fails at once. @default 60000 */
  maxRetryAfterMs?: number;
  /** Whether a POST that may have been processed is sent again too. @default false */
  retryPost?: boolean;
}

export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/** What hooks are told. Tokens, headers, bodies and query strings never are. */
export interface AttemptEvent {
  operationId: string;
  method: string;
  /** 1 for the first. */
  attempt: number;
}

/** An answered attempt: how long it took, and the service's id of it where it sends one. */
export interface ResponseEvent extends AttemptEvent {
  status: number;
  durationMs: number;
  /** Null where it sends none. */
  requestId: string | null;
}

/** A failed attempt that is followed by another: after which wait, and because of which status or error. */
export interface RetryEvent extends AttemptEvent {
  delayMs: number;
  reason: number | Error;
}

/** Called as calls go on; what a hook throws ends the call. */
export interface Hooks {
  onRequest?(event: AttemptEvent): void;
  onResponse?(event: ResponseEvent): void;
  onRetry?(event: RetryEvent): void;
}

export type ClientOptions = BaseUrlOptions &
  Omit<CallOptions, "signal"> & {
    /**
     * What to send as `Authorization: Bearer …`: an app token, or a function that gets one. The function is asked once
     * however many calls wait for it; its token is kept until 120 s before `expiresAt`, or until the service refuses it.
     */
    token: TokenSource;
    /** The fetch to use. @default globalThis.fetch */
    fetch?: Fetch;
    hooks?: Hooks;
  };
