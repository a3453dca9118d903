/** The world of the examples, and how it is walked. */
import { readWorld } from "../../src/examples/index.ts";

export const world = readWorld();

/** Every value below a node with the key that it stands under. */
export function* leavesOf(node: unknown, key = ""): Generator<[string, unknown]> {
  if (typeof node !== "object" || node === null) yield [key, node];
  else for (const [name, value] of Object.entries(node)) yield* leavesOf(value, Array.isArray(node) ? key : name);
}
