/** Holds answers to the description. */
import { readJson } from "./body.ts";
import type { Description } from "./description.ts";
import { type ExchangeResponse, field, sizeOf } from "./exchange.ts";
import { explain } from "./explain.ts";
import { covering, essence } from "./media-type.ts";
import type { Media, Operation, ResponsePlan } from "./operations.ts";
import { meanings } from "./parameters.ts";
import { pointerTo } from "./pointer.ts";
import type { Problem } from "./request.ts";
import type { Schemas } from "./schemas.ts";
import type { See } from "./undocumented.ts";
import { checkValue } from "./value.ts";

export interface ResponseContext {
  description: Description;
  schemas: Schemas;
  see: See;
}

/** The documented response of a status: itself, then its range, then the default. */
export function responseOf({ responses }: Operation, status: number): ResponsePlan | undefined {
  return responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get("DEFAULT");
}

/** What an answer breaks of its operation. */
export function checkResponse(context: ResponseContext, operation: Operation, response: ExchangeResponse): Problem[] {
  const problems: Problem[] = [];
  const { status } = response;
  const plan = responseOf(operation, status);
  if (!plan) {
    problems.push({
      rule: "response/status",
      kind: "status",
      pointer: "",
      message: `expected one of ${[...operation.responses.keys()].join(", ").toLowerCase()}, got ${status}`,
      schemaPointer: `${operation.located.pointer}/responses`,
      value: status,
      payload: payloadOf(response),
    });
    return problems;
  }
  context.see(plan.seen);
  checkHeaders(context, plan, response, problems);
  if (operation.method !== "HEAD" && status !== 204 && status !== 304) checkBody(context, plan, response, problems);
  return problems;
}

function checkHeaders(
  { description, schemas }: ResponseContext,
  { headers: documented }: ResponsePlan,
  { headers }: ExchangeResponse,
  problems: Problem[],
): void {
  for (const header of documented) {
    const { name, located, required, schema } = header;
    const text = field(headers, name);
    const at = { pointer: pointerTo([name]), schemaPointer: located.pointer, value: text };
    if (text === undefined) {
      const message = `expected the header "${name}", which is missing`;
      if (required) problems.push({ ...at, rule: "response/header/missing", kind: "missing", message });
      continue;
    }
    if (!schema) continue;
    const validate = schemas.validator(schema);
    const [first, ...others] = meanings(header, [text]);
    if (validate(first)) continue;
    const violations = explain(description, schemas, validate.errors ?? []);
    if (others.some((other) => validate(other))) continue;
    for (const violation of violations) {
      const message = `header "${name}": ${violation.message}`;
      problems.push({ ...violation, rule: "response/header/invalid", pointer: at.pointer, message });
    }
  }
}

function checkBody(
  context: ResponseContext,
  plan: ResponsePlan,
  response: ExchangeResponse,
  problems: Problem[],
): void {
  const { body } = response;
  const at = { pointer: "", schemaPointer: plan.located.pointer, value: undefined, kind: "body" };
  const shortfall = lackOf(response);
  if (shortfall) {
    problems.push({ ...at, rule: "response/body/truncated", message: shortfall });
    return;
  }
  if (plan.content.size === 0) {
    if (body === undefined || body.length === 0) return;
    const message = `expected no body, got ${sizeOf(body)} bytes`;
    problems.push({ ...at, rule: "response/body/unexpected", message, payload: payloadOf(response) });
    return;
  }
  if (body !== undefined && body.length === 0) {
    problems.push({ ...at, rule: "response/body/empty", message: "expected a body, which is empty" });
    return;
  }
  const contentType = field(response.headers, "content-type") ?? "";
  const media =
    plan.content.get(contentType) ?? plan.content.get(covering(plan.content.keys(), essence(contentType)) ?? "");
  if (!media) {
    const message = `expected ${[...plan.content.keys()].join(" or ")}, got ${contentType || "no Content-Type"}`;
    problems.push({ ...at, pointer: "/content-type", rule: "response/content-type", message });
    return;
  }
  context.see(media.id);
  if (media.isJson && body !== undefined) checkJson(context, media, body, problems);
}

function checkJson(context: ResponseContext, media: Media, body: string | Uint8Array, problems: Problem[]): void {
  const at = { pointer: "", schemaPointer: media.located.pointer, value: undefined, kind: "body" };
  const read = readJson(body);
  if (read.fault !== undefined) {
    problems.push({ ...at, rule: "response/body/unparsable", message: read.fault });
    return;
  }
  problems.push(...checkValue(context, media, read.value, "response"));
}

/** How a body is shorter than announced, or undefined. */
function lackOf({ truncated, body, headers, size }: ExchangeResponse): string | undefined {
  if (truncated) return "expected the whole body, but it ended early";
  const announced = field(headers, "content-length");
  if (announced === undefined || field(headers, "content-encoding") !== undefined) return undefined;
  const received = size ?? (body === undefined ? undefined : sizeOf(body));
  return received !== undefined && received < Number(announced)
    ? `expected ${announced} bytes, got ${received}`
    : undefined;
}

function payloadOf({ body }: ExchangeResponse): unknown {
  if (typeof body !== "string" || body === "") return undefined;
  const read = readJson(body);
  return read.fault === undefined ? read.value : undefined;
}
