export { type ChatClient, type ChatClientOptions, createChatClient } from "./client.ts";
export {
  ChatAbortError,
  ChatApiError,
  ChatDecodeError,
  ChatError,
  ChatNetworkError,
  ChatTimeoutError,
} from "./errors.ts";
export type { FileDownload, FileInput, FileStream } from "./files.ts";
export type * from "./generated/api.ts";
export type { AttemptEvent, CallOptions, ClientOptions, Fetch, Hooks, ResponseEvent, RetryEvent } from "./options.ts";
export { createPathClient } from "./path-client.ts";
export type { Middleware, MiddlewareEvent, PathClient, PathInit, PathResult } from "./path-types.ts";
export type { ExpiringToken, TokenSource } from "./token.ts";
export type { Chunk, Failure, Settled } from "./types.ts";
