import type { BatchTraits } from "./batch.ts";
import type { CallTraits } from "./call-traits.ts";
import type { CallMethod } from "./caller.ts";
import { operations } from "./generated/operations.ts";
import type { PageTraits } from "./pages.ts";

/** All that is known of an operation. */
export interface OperationInfo extends CallTraits {
  method: CallMethod;
  path: string;
  /** The ways in which it is read page by page, the usual one first. */
  pages?: readonly [PageTraits, ...PageTraits[]];
  batch?: BatchTraits;
  /** The response has the URL of the uploaded file, and its secret. */
  returnsAttachment?: true;
}

let byCall: Map<string, OperationInfo> | undefined;

/** The operation with that method and path; what little is known of another call. */
export function traitsOf(method: string, path: string): CallTraits {
  byCall ??= new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const call = `${method} ${path}`;
  return byCall.get(call) ?? { operationId: call };
}
