/** What journeys assert of responses. Each throws an AssertionError that says what was expected and what there was. */
import assert from "node:assert/strict";
import type { Settled } from "@agora-chat-openapi/client";

export function assertEqual<T>(what: string, actual: T, expected: NoInfer<T>): void {
  assert.deepEqual(actual, expected, `expected ${what} to be ${show(expected)}, got ${show(actual)}`);
}

/** Asserts that each of `items` is in the list. */
export function assertIncludes<T>(what: string, list: readonly T[], ...items: NoInfer<T>[]): void {
  for (const item of items)
    assert.ok(list.includes(item), `expected ${what} to include ${show(item)}, got ${show(list)}`);
}

/** Asserts that none of `items` is in the list. */
export function assertExcludes<T>(what: string, list: readonly T[], ...items: NoInfer<T>[]): void {
  for (const item of items)
    assert.ok(!list.includes(item), `expected ${what} not to include ${show(item)}, got ${show(list)}`);
}

/** Asserts that a number lies between two, both included. */
export function assertBetween(what: string, actual: number, least: number, most: number): void {
  assert.ok(least <= actual && actual <= most, `expected ${what} to be from ${least} to ${most}, got ${actual}`);
}

/** Asserts that the service refused a call with one of the codes, which the operation documents. */
export function assertError<Code extends string>(outcome: Settled<unknown, Code>, ...codes: NoInfer<Code>[]): void {
  const { error } = outcome;
  const expected = `expected an error with ${codes.join(" or ")}`;
  assert.ok(error, `${expected}, got success`);
  const code = error.name === "ChatApiError" ? error.code : undefined;
  assert.ok(code !== undefined && codes.includes(code), `${expected}, got ${error.message}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
