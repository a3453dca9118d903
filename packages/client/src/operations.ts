import type { Batch } from "./batch.ts";
import { operations } from "./generated/operations.ts";
import type { Page } from "./pages.ts";
import type { CallFacts } from "./path-client.ts";

/** What the generated table says of an operation: its id, and whatever is out of the ordinary. */
export type Entry = string | readonly [id: string, rest: Partial<Omit<OperationInfo, "operationId">>];

/** What is known of an operation. */
export interface OperationInfo extends CallFacts {
  method: string;
  path: string;
  /** The ways to read it page by page. */
  pages?: readonly [Page, ...Page[]];
  batch?: Batch;
}

/** All operations, with what goes without saying: a budget of its own of 100 calls a second. */
export function listOperations(): OperationInfo[] {
  return Object.entries(operations).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, entry = ""]) => {
      const [operationId, rest] = typeof entry === "string" ? [entry, {}] : entry;
      return { operationId, method, path, rates: [[operationId, 100, 1000]], ...rest };
    }),
  );
}
