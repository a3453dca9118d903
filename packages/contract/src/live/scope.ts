/** What a request is sent for: which step it belongs to, and whether there is still time for it. */
import { AsyncLocalStorage } from "node:async_hooks";

export interface Scope {
  /** Where findings come from, such as `chatrooms/rooms: the description changes`. */
  source: string;
  /** Once it is aborted, no further request is sent. */
  stop: AbortSignal;
  /** Once it is aborted, requests that are under way are aborted, too. */
  abort: AbortSignal;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Does something in a scope. */
export function within<T>(scope: Scope, act: () => Promise<T>): Promise<T> {
  return scopes.run(scope, act);
}

/** The scope of what is being done, if it has one. */
export function currentScope(): Scope | undefined {
  return scopes.getStore();
}
