import type { Location } from "@agora-chat-openapi/description/source";

/** `error` breaks the description; `undocumented` is something that the description does not mention. */
export type Severity = "error" | "undocumented";

/** One way in which an exchange differs from the description. */
export interface Finding {
  severity: Severity;
  /** Which rule it breaks, such as `response/body/type`; `RULES` has them all. */
  rule: string;
  /** Absent where no operation was found. */
  operationId?: string;
  /** JSON pointer to what is wrong: in the body, or `/name` of a parameter or header. "" is the whole. */
  pointer: string;
  /** What was expected and what was there, in one sentence. */
  message: string;
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
  "request/body/undocumented-property",
  "request/body/unexpected",
  "request/query/undocumented",
  "response/body/undocumented-property",
]);

export function severityOf(rule: string): Severity {
  return UNDOCUMENTED.has(rule) ? "undocumented" : "error";
}
