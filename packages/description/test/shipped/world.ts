/** The world of the examples, as `spec/world.yaml` has it. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface World {
  users: Record<string, { uuid: string }>;
  unregistered: string[];
  callbacks: { secret: string; host: string; events: Record<string, { id: string; at: string; ms: number }> };
  messages: Record<string, { id: string; at: string; ms: number }>;
  timeline: { at: string; ms: number }[];
}

export const world = parse(readFileSync(new URL("../../../../spec/world.yaml", import.meta.url), "utf8")) as World;

/** Every value below a node with the key that it stands under. */
export function* leavesOf(node: unknown, key = ""): Generator<[string, unknown]> {
  if (typeof node !== "object" || node === null) yield [key, node];
  else for (const [name, value] of Object.entries(node)) yield* leavesOf(value, Array.isArray(node) ? key : name);
}
