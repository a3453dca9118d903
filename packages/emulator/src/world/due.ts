/** What happens at a time of its own, without a call. Rows, so that it happens also after a start from a file. */
import type { TableDefinition } from "./table.ts";

/** Something that is to happen. */
export interface Due {
  /** What: the name of its handler. */
  readonly kind: string;
  /** To what it happens, as its handler reads it. */
  readonly key: string;
  /** When, in Unix ms by the app's clock. */
  readonly at: number;
}

export const DUE: TableDefinition<Due, never> = { key: ({ kind, key }) => [kind, key], rank: ({ at }) => at };
