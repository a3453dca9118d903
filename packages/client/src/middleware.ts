import { type CallContext, ChatError, ChatHookError } from "./errors.ts";
import type { Middleware, MiddlewareEvent } from "./path-types.ts";

/** A middleware whose failures are ChatHookErrors, so that they can be told from mistakes of the caller. */
export function guardMiddleware(middleware: Middleware, context: CallContext): Middleware {
  const guarded: Record<string, unknown> = {};
  for (const name of ["onRequest", "onResponse", "onError"] as const) {
    const handler = middleware?.[name] as ((event: MiddlewareEvent) => unknown) | undefined;
    if (typeof handler !== "function") continue;
    guarded[name] = async (event: MiddlewareEvent) => {
      const toHookError = (cause: unknown) => new ChatHookError(`middleware ${name}`, cause, context);
      try {
        const result = await handler.call(middleware, event);
        const isForeignError = result instanceof Error && !(result instanceof ChatError);
        return isForeignError ? toHookError(result) : result;
      } catch (cause) {
        throw toHookError(cause);
      }
    };
  }
  return guarded;
}
