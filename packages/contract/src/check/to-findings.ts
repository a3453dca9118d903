/** Makes findings of problems: locates them in the description, and takes secrets out. */
import { type Description, keysOf, type Operation, pointerTo } from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import type { Exchange, Problem } from "@agora-chat-openapi/description/validate";
import { type Finding, severityOf } from "./finding.ts";
import { REMOVED, type Redactor } from "./redactor/redactor.ts";

interface Context {
  description: Description;
  redactor: Redactor;
  operation: Operation | undefined;
  exchange: Exchange;
}

/** The findings of one exchange. What was removed from a recording is none. */
export function toFindings(problems: Problem[], { description, redactor, operation, exchange }: Context): Finding[] {
  redactor.learnFrom(exchange);
  const { request, response, source } = exchange;
  const payloads = new Map<unknown, unknown>();
  const clean = (payload: unknown) => {
    if (!payloads.has(payload)) payloads.set(payload, cleanPayload(redactor, payload));
    return payloads.get(payload);
  };
  return problems
    .filter(({ value }) => !(typeof value === "string" && value.includes(REMOVED)))
    .map(({ rule, pointer, message, schemaPointer, payload }) => ({
      severity: severityOf(rule),
      rule,
      ...(operation && { operationId: operation.id }),
      pointer: pointerTo(keysOf(pointer).map((key) => redactor.text(key))),
      message: redactor.text(message),
      description: sourceOf(description).locate(schemaPointer),
      exchange: {
        method: request.method,
        url: redactor.url(request.url),
        status: response.status,
        ...(source !== undefined && { source }),
        ...(payload !== undefined && { payload: clean(payload) }),
      },
    }));
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
