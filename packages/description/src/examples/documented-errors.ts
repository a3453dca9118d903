import { keysOf } from "../document/pointer.ts";
import type { Example } from "../operations/content.ts";
import { type ExampleExtensions, readExtensions } from "../operations/extensions.ts";
import { jsonContent, type Operation } from "../operations/operation.ts";

/** An error that an operation documents. */
export interface DocumentedError {
  /** Its name under `components/examples`, one for all operations that have it. */
  name: string;
  /** Its key among the examples of its response. */
  key: string;
  status: number;
  summary: string;
  body: Record<string, unknown>;
  extensions: ExampleExtensions;
}

/** The errors that an operation documents by examples, in the order of their statuses. */
export function documentedErrors({ responses }: Pick<Operation, "responses">): DocumentedError[] {
  return [...responses.values()].flatMap((response) => {
    const status = Number(response.status);
    if (!(status >= 400)) return [];
    return [...(jsonContent(response)?.examples.values() ?? [])].map((example) => toError(status, example));
  });
}

function toError(status: number, { name, pointer, summary = "", value, raw }: Example): DocumentedError {
  const [holder, kind, component] = keysOf(pointer);
  return {
    name: holder === "components" && kind === "examples" && component ? component : name,
    key: name,
    status,
    summary,
    body: value as Record<string, unknown>,
    extensions: readExtensions(raw),
  };
}
