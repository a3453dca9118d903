import type { Location } from "@agora-chat-openapi/description/source";
import type { Problem } from "@agora-chat-openapi/description/validate";

/**
 * `error` breaks the description; `value` is a value of a response that is outside what is documented, in a structure
 * that is right; `undocumented` is something that the description does not mention.
 */
export type Severity = "error" | "value" | "undocumented";

/** One way in which an exchange differs from the description. */
export interface Finding {
  severity: Severity;
  /** Which rule it breaks, such as `response/body/type`; `RULES` has them all. */
  rule: string;
  /** The operation, or the name of the callback. Absent where no operation was found. */
  operationId?: string;
  /** JSON pointer to what is wrong: in the body, or `/name` of a parameter or header. "" is the whole. */
  pointer: string;
  /** What was expected and what was there, in one sentence. */
  message: string;
  /** What was there in a word, where that tells findings apart: a JSON type or a media type. */
  got?: string;
  /** At how many places of the exchange, such as the items of a list, the same is wrong; the first is the one shown. */
  count: number;
  /** Where the description says so. */
  description: Location;
  exchange: ObservedExchange;
}

/** The exchange that a finding comes from, without secrets. */
export interface ObservedExchange {
  method: string;
  url: string;
  status: number;
  /** Where it was seen, such as `traffic.har entry 12`. */
  source?: string;
  /** The body that the pointer points into, parsed where it is JSON; absent when the finding is not about one. */
  payload?: unknown;
}

/** Rules about what is there beside everything that the description asks for. */
const UNDOCUMENTED = new Set([
  "callback/undocumented",
  "request/body/undocumented-property",
  "request/body/unexpected",
  "request/query/undocumented",
  "response/body/undocumented-property",
]);

/** What JSON Schema says of a value beside its structure. */
const VALUE_KEYWORDS = new Set([
  "const",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
]);

export function severityOf({ rule, keyword }: Problem): Severity {
  if (UNDOCUMENTED.has(rule)) return "undocumented";
  if (!rule.startsWith("response/")) return "error";
  return rule === "response/body/error-code" || VALUE_KEYWORDS.has(keyword ?? "") ? "value" : "error";
}

/** Severities that count nothing for a caller. */
export interface Allowances {
  /** Whether what is merely undocumented counts for nothing. @default false */
  allowUndocumented?: boolean;
  /** Whether values of responses outside what is documented count for nothing. @default false */
  allowValues?: boolean;
}

/** Whether a severity counts. */
export function counts(severity: Severity, { allowUndocumented = false, allowValues = false }: Allowances): boolean {
  if (severity === "undocumented") return !allowUndocumented;
  return severity !== "value" || !allowValues;
}
