export type { Address } from "./address.ts";
export type { Attachment } from "./attachment.ts";
export { type ChatClient, type ChatClientOptions, createChatClient } from "./client.ts";
export {
  ChatAbortError,
  ChatApiError,
  ChatDecodeError,
  ChatError,
  ChatHookError,
  ChatNetworkError,
  ChatRedirectError,
  ChatThrottleError,
  ChatTimeoutError,
  ChatTokenError,
  type Failure,
  type TimeLimitOption,
} from "./errors.ts";
export type { FileDownload, FileInput, FileStream } from "./file-types.ts";
export type * from "./generated/api.ts";
export { readHistory } from "./history.ts";
export type {
  AttemptErrorEvent,
  AttemptEvent,
  CallOptions,
  ClientOptions,
  Fetch,
  FetchOptions,
  Hooks,
  Limits,
  ResponseEvent,
  RetryEvent,
} from "./options.ts";
export { createPathClient } from "./path-client.ts";
export type { Middleware, MiddlewareEvent, PathClient, PathInit, PathResult } from "./path-types.ts";
export type { ExpiringToken, TokenSource } from "./token-source.ts";
export type { Chunk, Settled } from "./types.ts";
