/** What journeys say of answers. Each throws an AssertionError that tells what was expected and what came. */
import assert from "node:assert/strict";
import type { Settled } from "@agora-chat-openapi/client";

/** Claims that `actual` equals `expected`. */
export function equal<T>(what: string, actual: T, expected: NoInfer<T>): void {
  assert.deepEqual(actual, expected, `expected ${what} to be ${show(expected)}, got ${show(actual)}`);
}

/** Claims that each of `items` is in the list. */
export function includes<T>(what: string, list: readonly T[], ...items: NoInfer<T>[]): void {
  for (const item of items)
    assert.ok(list.includes(item), `expected ${what} to include ${show(item)}, got ${show(list)}`);
}

/** Claims that none of `items` is in the list. */
export function excludes<T>(what: string, list: readonly T[], ...items: NoInfer<T>[]): void {
  for (const item of items)
    assert.ok(!list.includes(item), `expected ${what} not to include ${show(item)}, got ${show(list)}`);
}

/** Claims that a number lies between two, both included. */
export function between(what: string, actual: number, least: number, most: number): void {
  assert.ok(least <= actual && actual <= most, `expected ${what} to be from ${least} to ${most}, got ${actual}`);
}

/** Claims that the service refused a call with one of the codes, which the operation documents. */
export function refused<Code extends string>(outcome: Settled<unknown, Code>, ...codes: NoInfer<Code>[]): void {
  const { error } = outcome;
  const expected = `expected a refusal with ${codes.join(" or ")}`;
  assert.ok(error, `${expected}, got success`);
  const code = error.name === "ChatApiError" ? error.code : undefined;
  assert.ok(code !== undefined && codes.includes(code), `${expected}, got ${error.message}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
