import { type Answer, json } from "./answer.ts";
import { examplesOf, type Operation } from "./description.ts";

/**
 * Answers with the documented error `code` of a status: the example of the first operation that has one, its
 * description in words replaced by what is wrong with this very request.
 */
export function errorAnswer(operations: Operation[], status: number, code: string, message: string): Answer {
  for (const operation of operations) {
    const body = examplesOf(operation, status).get(code);
    if (typeof body === "object") return json(status, { ...body, error_description: message });
  }
  throw new Error(`the description has no ${status} ${code}`);
}
