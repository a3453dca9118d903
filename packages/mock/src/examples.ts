/** Answers that are examples of the description. */
import { type Answer, json } from "./answer.ts";
import type { Operation } from "./description.ts";

type Example = { value: unknown; contentType: string };

const answers = new WeakMap<Operation, Map<string, Answer>>();

/** The named example of a response, without a name the first; undefined when there is none. */
export function exampleAnswer(operation: Operation, status: number, name?: string): Answer | undefined {
  const known = answers.get(operation) ?? new Map<string, Answer>();
  answers.set(operation, known);
  const key = `${status} ${name ?? ""}`;
  if (!known.has(key)) {
    const examples = examplesOf(operation, status);
    const example = name === undefined ? [...examples.values()][0] : examples.get(name);
    if (!example) return undefined;
    const { value, contentType } = example;
    const body = typeof value === "string" ? value : JSON.stringify(value);
    known.set(key, { status, headers: { "content-type": contentType }, body });
  }
  return known.get(key);
}

/** Names of the examples of a response. */
export function exampleNames(operation: Operation, status: number): string[] {
  return [...examplesOf(operation, status).keys()];
}

/**
 * Answers with the documented error `code` of a status: the example of the first operation that has one, its
 * description in words replaced by what is wrong with this very request.
 */
export function errorAnswer(operations: Operation[], status: number, code: string, message: string): Answer {
  for (const operation of operations) {
    const body = examplesOf(operation, status).get(code)?.value;
    if (typeof body === "object") return json(status, { ...body, error_description: message });
  }
  throw new Error(`the description has no ${status} ${code}`);
}

function examplesOf(operation: Operation, status: number): Map<string, Example> {
  const response = operation.responses.find(({ code }) => Number(code) === status);
  return new Map(
    (response?.contents ?? []).flatMap(({ mediaType, examples = [] }) =>
      examples.map((example) => [
        example.key,
        { value: "value" in example ? example.value : undefined, contentType: mediaType },
      ]),
    ),
  );
}
