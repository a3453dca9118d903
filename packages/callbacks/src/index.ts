export type { Callback, CallbackName, KnownCallback, QuestionName, UnknownCallback } from "./callback.ts";
export { CallbackError, type CallbackErrorCode } from "./errors.ts";
export type * from "./generated/api.ts";
export type { CallbackBodies, CallbackReplies } from "./generated/callbacks.ts";
export {
  type CallbackHandlers,
  type CallbackResponse,
  type HandleOptions,
  handleCallback,
  received,
  reply,
} from "./handle.ts";
export { type ReadOptions, readCallback } from "./read.ts";
export type { CallbackRequest } from "./request.ts";
export { type Signed, signCallback } from "./sign.ts";
