import type { BatchTraits } from "./batch.ts";
import type { CallTraits } from "./call-traits.ts";
import type { CallMethod } from "./caller.ts";
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
