import type { Description } from "./description.ts";

/**
 * Something of the description that an exchange can show: an operation, a parameter, a property. All of one description
 * are numbered from 0, so that an observer can keep what it has seen in an array.
 */
export interface Observable {
  readonly index: number;
}

/** Is told the number of each thing that an exchange shows. */
export type Observe = (index: number) => void;

const counts = new WeakMap<Description, number>();

/** The next number of a description. */
export function nextIndex(description: Description): number {
  const index = counts.get(description) ?? 0;
  counts.set(description, index + 1);
  return index;
}
