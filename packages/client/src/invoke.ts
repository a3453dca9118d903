/** What a call by operation looks like, whatever the operation. */
import type { Outcome } from "./outcome.ts";

/** Arguments of any operation. */
export type Args = Record<string, unknown> & {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: unknown;
  body?: unknown;
};

/** A call by operation that resolves to the error in place of rejecting with it. */
export type Safe = (args?: Args) => Promise<Outcome>;
/** A call by operation that resolves to the data. */
export type Invoke = (args?: Args) => Promise<unknown>;
