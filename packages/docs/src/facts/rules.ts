/** What the service does beyond what schemas can say, and the errors that come of it. */
import type { Example, Operation, Rule } from "@agora-chat-openapi/description";

/** The rules of an operation, in the order in which they are written. */
export function rulesOf({ extensions }: Operation): Rule[] {
  return extensions["x-rules"] ?? [];
}

/** The rules of an operation that end with an error. Rules name the error by the component that its example is. */
export function rulesWith(operation: Operation, example: Example): Rule[] {
  const component = example.pointer.split("/").at(-1);
  return rulesOf(operation).filter(({ error }) => error !== undefined && error === component);
}
