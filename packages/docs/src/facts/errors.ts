/** The errors of the API by code, from the named examples of all operations. */
import {
  type Description,
  type Example,
  type Operation,
  operationsOf,
  type Rule,
} from "@agora-chat-openapi/description";
import { rulesWith } from "./rules.ts";

/** An error that a named example shows. */
interface ShownError {
  status: string;
  code: string;
  example: Example;
  /** Which servers answer so, if not all. */
  availability: string | undefined;
}

/** An error of one operation. */
export interface ErrorExample extends ShownError {
  /** What the operation does that ends with it. */
  rules: Rule[];
}

/** One condition that gives an error, and where. */
export interface ErrorCase extends ShownError {
  operations: Operation[];
  rules: { operation: Operation; rule: Rule }[];
}

export interface ErrorCode {
  code: string;
  cases: ErrorCase[];
}

/** The errors of one operation, in the order of their statuses. */
export function errorsOf(operation: Operation): ErrorExample[] {
  return [...operation.responses.values()]
    .filter(({ status }) => !status.startsWith("2"))
    .flatMap(({ status, content }) =>
      [...content.values()].flatMap(({ examples }) =>
        [...examples.values()].map((example) => ({
          status,
          code: codeOf(example),
          example,
          ...availabilityOf(example),
          rules: rulesWith(operation, example),
        })),
      ),
    );
}

/** All codes by name; the cases of each by status. */
export function errorCodes(description: Description): ErrorCode[] {
  const codes = new Map<string, Map<string, ErrorCase>>();
  for (const operation of operationsOf(description)) {
    for (const error of errorsOf(operation)) {
      const cases = codes.get(error.code) ?? new Map<string, ErrorCase>();
      codes.set(error.code, cases);
      const key = JSON.stringify([error.status, error.example.summary, error.example.value]);
      const known = cases.get(key) ?? { ...error, operations: [], rules: [] };
      cases.set(key, known);
      if (known.operations.at(-1) !== operation) known.operations.push(operation);
      known.rules.push(...error.rules.map((rule) => ({ operation, rule })));
    }
  }
  return [...codes]
    .map(([code, cases]) => ({ code, cases: [...cases.values()].sort((a, b) => Number(a.status) - Number(b.status)) }))
    .sort((a, b) => a.code.localeCompare(b.code, "en"));
}

/** What the service says in words. */
export function messageOf({ value }: Example): string {
  const text = (value as { error_description?: unknown } | undefined)?.error_description;
  return typeof text === "string" ? text : "";
}

function codeOf({ name, value }: Example): string {
  return (value as { error?: string } | undefined)?.error ?? name;
}

function availabilityOf({ raw }: Example): { availability: string | undefined } {
  const availability = raw["x-availability"];
  return { availability: typeof availability === "string" ? availability : undefined };
}

export interface ErrorHelp {
  meaning: string;
  advice: string;
}

/** What the description says of statuses and codes across operations. */
export function errorHelp({ document }: Description): Record<"statuses" | "codes", Partial<Record<string, ErrorHelp>>> {
  const help = document["x-errors"] as ReturnType<typeof errorHelp> | undefined;
  return { statuses: help?.statuses ?? {}, codes: help?.codes ?? {} };
}
