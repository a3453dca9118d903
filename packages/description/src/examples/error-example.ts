import { jsonContent, type Operation } from "../operations/operation.ts";

/** The body of the documented error `code` of a status: the example of the first operation that has one. @throws Error when none has */
export function errorExample(operations: readonly Operation[], status: number, code: string): Record<string, unknown> {
  for (const { responses } of operations) {
    const value = jsonContent(responses.get(String(status)))?.examples.get(code)?.value;
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  }
  throw new Error(`the description has no ${status} ${code}`);
}
