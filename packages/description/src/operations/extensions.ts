import type { Extensions } from "@agora-chat-openapi/spec/extensions";

/** What an operation says in fields of its own (`x-…`). */
export type OperationExtensions = Extensions["Operation"];
/** What an example says in fields of its own. */
export type ExampleExtensions = Extensions["Example"];

/** The `x-` fields of an operation or example. Lint holds them to the schemas that their types are made of. */
export function readExtensions<T extends object>(value: Record<string, unknown>): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name.startsWith("x-"))) as T;
}
