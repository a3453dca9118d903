import type { BatchTraits } from "./batch.ts";
import type { CallTraits } from "./call-traits.ts";
import type { CallMethod } from "./caller.ts";
import type { PageTraits } from "./pages.ts";

/** What the description says of an operation. */
export interface DescribedOperation extends CallTraits {
  /** The ways in which it is read page by page, the usual one first. */
  pages?: readonly [PageTraits, ...PageTraits[]];
  batch?: BatchTraits;
  /** The response has the URL of the uploaded file, and its secret. */
  returnsAttachment?: true;
}

/** Operations by path and method. */
export type DescribedOperations = Partial<Record<string, { readonly [M in CallMethod]?: DescribedOperation }>>;

/** All that is known of an operation. */
export interface OperationInfo extends DescribedOperation {
  method: CallMethod;
  path: string;
}
