/** Holds requests to the description. */
import { readForm, readJson, readMultipart } from "./body.ts";
import type { Description } from "./description.ts";
import { type ExchangeRequest, field } from "./exchange.ts";
import { explain, type Violation } from "./explain.ts";
import { covering, essence } from "./media-type.ts";
import type { BothOutcomes, Operation, RequestBody } from "./operations.ts";
import { meanings, type Parameter } from "./parameters.ts";
import { pointerTo } from "./pointer.ts";
import type { Schemas } from "./schemas.ts";
import type { See } from "./undocumented.ts";
import { checkValue } from "./value.ts";

/** One broken rule, before it is known which exchange it belongs to. */
export interface Problem extends Violation {
  rule: string;
  /** The body that the pointer points into. */
  payload?: unknown;
}

export interface RequestContext {
  description: Description;
  schemas: Schemas;
  see: See;
  outcome: keyof BothOutcomes;
}

/** What a request breaks of its operation. `values` are the path's parameters in order, `search` is the query without `?`. */
export function checkRequest(
  context: RequestContext,
  operation: Operation,
  request: ExchangeRequest,
  values: string[],
  search: string,
): Problem[] {
  const problems: Problem[] = [];
  const query = search === "" ? undefined : new URLSearchParams(search);
  for (const parameter of operation.parameters) {
    const texts = textsOf(parameter, request, query, values);
    checkParameter(context, parameter, texts, problems);
  }
  for (const name of query ? new Set(query.keys()) : []) {
    if (operation.query.has(name)) continue;
    problems.push({
      rule: "request/query/undocumented",
      kind: "undocumented",
      pointer: pointerTo([name]),
      message: `expected ${listed("query parameters", operation.query)}, got "${name}"`,
      schemaPointer: operation.located.pointer,
      value: undefined,
    });
  }
  checkBody(context, operation, request, problems);
  return problems;
}

function textsOf(
  { name, in: place, segment }: Parameter,
  { headers }: ExchangeRequest,
  query: URLSearchParams | undefined,
  inPath: string[],
): string[] | undefined {
  switch (place) {
    case "path":
      return inPath.slice(segment, segment + 1);
    case "query":
      return query?.has(name) ? query.getAll(name) : undefined;
    case "header": {
      const text = field(headers, name.toLowerCase());
      return text === undefined ? undefined : [text];
    }
    default:
      return undefined;
  }
}

function checkParameter(
  { schemas, description, see, outcome }: RequestContext,
  parameter: Parameter,
  texts: string[] | undefined,
  problems: Problem[],
): void {
  const { name, in: place, required, located, schema, seen } = parameter;
  if (texts === undefined) {
    // Cookies are not kept.
    if (required && place !== "cookie") {
      problems.push({
        rule: "request/parameter/missing",
        kind: "missing",
        pointer: pointerTo([name]),
        message: `expected the ${place} parameter "${name}", which is missing`,
        schemaPointer: located.pointer,
        value: undefined,
      });
    }
    return;
  }
  see(seen[outcome]);
  if (!schema) return;
  const validate = schemas.validator(schema);
  const [first, ...others] = meanings(parameter, texts);
  if (validate(first)) return;
  const violations = explain(description, schemas, validate.errors ?? []);
  if (others.some((other) => validate(other))) return;
  for (const violation of violations) {
    problems.push({
      ...violation,
      rule: "request/parameter/invalid",
      pointer: pointerTo([name]) + violation.pointer,
      message: `${place} parameter "${name}": ${violation.message}`,
    });
  }
}

function checkBody(context: RequestContext, operation: Operation, request: ExchangeRequest, problems: Problem[]): void {
  const { body: plan } = operation;
  const { body, headers } = request;
  const contentType = field(headers, "content-type") ?? "";
  const at = { pointer: "", schemaPointer: plan?.located.pointer ?? operation.located.pointer, value: undefined };
  if (!plan) {
    const message = "expected no body, which the operation does not take";
    if (body?.length) problems.push({ ...at, kind: "body", rule: "request/body/unexpected", message });
    return;
  }
  if (body?.length === 0) {
    const message = "expected a body, which is empty";
    if (plan.required) problems.push({ ...at, kind: "body", rule: "request/body/missing", message });
    return;
  }
  // A body that was not kept is still known by its type.
  if (body === undefined && contentType === "") return;
  const type = essence(contentType);
  const name = covering(plan.content.keys(), type);
  if (name === undefined) {
    const message = `expected ${[...plan.content.keys()].join(" or ")}, got ${type || "no Content-Type"}`;
    problems.push({ ...at, kind: "body", pointer: "/content-type", rule: "request/content-type", message });
    return;
  }
  if (body !== undefined) checkContent(context, plan, name, contentType, body, problems);
}

function checkContent(
  context: RequestContext,
  plan: RequestBody,
  name: string,
  contentType: string,
  body: string | Uint8Array,
  problems: Problem[],
): void {
  const { description, see, outcome } = context;
  const media = plan.content.get(name);
  if (!media) return;
  see(media.seen[outcome]);
  const at = { pointer: "", schemaPointer: media.located.pointer, value: undefined, kind: "body" };
  const type = essence(contentType);
  const isMultipart = type === "multipart/form-data";
  if (!media.isJson && !isMultipart && type !== "application/x-www-form-urlencoded") return;
  const read = media.isJson
    ? readJson(body)
    : isMultipart
      ? readMultipart(description, media.schema, contentType, body)
      : readForm(description, media.schema, body);
  if (read.fault !== undefined) {
    problems.push({ ...at, rule: "request/body/unparsable", message: read.fault });
    return;
  }
  problems.push(...checkValue(context, media, read.value, "request"));
}

/** Names as a phrase, for a message. */
function listed(what: string, names: Set<string>): string {
  return names.size === 0 ? `no ${what}` : `only the ${what} ${[...names].join(", ")}`;
}
