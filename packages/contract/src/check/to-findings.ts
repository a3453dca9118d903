/** Makes findings of problems: counts what is equal, locates it in the description, and takes secrets out. */
import { type Description, keysOf, type Operation, pointerTo } from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import type { Exchange, Problem } from "@agora-chat-openapi/description/validate";
import { type Finding, severityOf } from "./finding.ts";
import { REMOVED, type Redactor } from "./redactor/redactor.ts";

interface Context {
  description: Description;
  redactor: Redactor;
  operation: Pick<Operation, "id"> | undefined;
  exchange: Exchange;
}

/** The findings of one exchange. What was removed from a recording is none. */
export function toFindings(problems: Problem[], { description, redactor, operation, exchange }: Context): Finding[] {
  redactor.learnFrom(exchange);
  const { request, response, source } = exchange;
  const url = redactor.url(request.url);
  const payloads = new Map<unknown, unknown>();
  const clean = (payload: unknown) => {
    if (!payloads.has(payload)) payloads.set(payload, cleanPayload(redactor, payload));
    return payloads.get(payload);
  };
  return countEqual(problems).map(({ problem, count }) => {
    const { rule, pointer, message, schemaPointer, payload } = problem;
    const got = gotOf(problem);
    return {
      severity: severityOf(problem),
      rule,
      ...(operation && { operationId: operation.id }),
      pointer: pointerTo(keysOf(pointer).map((key) => redactor.text(key))),
      message: redactor.text(message),
      ...(got !== undefined && { got: redactor.text(got) }),
      count,
      description: sourceOf(description).locate(schemaPointer),
      exchange: {
        method: request.method,
        url,
        status: response.status,
        ...(source !== undefined && { source }),
        ...(payload !== undefined && { payload: clean(payload) }),
      },
    };
  });
}

/** The place of a pointer, which items of a list have in common. */
export function placeOf(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}

/** Problems that are the same at several places, each once with their number. */
function countEqual(problems: Problem[]): { problem: Problem; count: number }[] {
  const equal = new Map<string, { problem: Problem; count: number }>();
  for (const problem of problems) {
    const { rule, pointer, schemaPointer, value } = problem;
    if (typeof value === "string" && value.includes(REMOVED)) continue;
    const key = [rule, placeOf(pointer), schemaPointer, gotOf(problem)].join(" ");
    const known = equal.get(key);
    if (known) known.count += 1;
    else equal.set(key, { problem, count: 1 });
  }
  return [...equal.values()];
}

function gotOf({ rule, keyword, value }: Problem): string | undefined {
  if (keyword === "type") return typeOf(value);
  return rule === "response/content-type" ? String(value) : undefined;
}

/** The type of a JSON value. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A payload for a finding; one that is nested too deep to be shown is left out. */
function cleanPayload(redactor: Redactor, payload: unknown): unknown {
  try {
    return redactor.value(payload);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
