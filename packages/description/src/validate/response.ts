/** Holds responses to the description. */
import type { Observe } from "../document/observable.ts";
import { pointerTo } from "../document/pointer.ts";
import type { MediaType } from "../operations/content.ts";
import { essence, matchingMediaType } from "../operations/media-type.ts";
import { type OperationBase, type OperationResponse, responseFor } from "../operations/operation.ts";
import type { Schemas } from "../schemas/schemas.ts";
import { readJson } from "./body.ts";
import { type ExchangeResponse, field, sizeOf } from "./exchange.ts";
import type { Problem } from "./problem.ts";
import { readText } from "./text.ts";
import { checkValue } from "./value.ts";

/**
 * What a response breaks of its operation.
 * @param observe told of the status, media type, properties and values of the description that it shows
 */
export function checkResponse(
  schemas: Schemas,
  operation: OperationBase,
  response: ExchangeResponse,
  observe?: Observe,
): Problem[] {
  const problems: Problem[] = [];
  const { status } = response;
  const documented = responseFor(operation, status);
  if (!documented) {
    problems.push({
      rule: "response/status",
      pointer: "",
      message: `expected one of ${[...operation.responses.keys()].join(", ").toLowerCase()}, got ${status}`,
      schemaPointer: `${operation.pointer}/responses`,
      value: status,
      payload: payloadOf(response),
    });
    return problems;
  }
  observe?.(documented);
  checkHeaders(schemas, documented, response, problems);
  const hasBody = operation.method !== "HEAD" && status !== 204 && status !== 304;
  if (hasBody) checkBody(schemas, documented, response, problems, observe);
  return problems;
}

function checkHeaders(
  schemas: Schemas,
  documented: OperationResponse,
  { headers }: ExchangeResponse,
  problems: Problem[],
): void {
  for (const header of documented.headers) {
    const { name, required } = header;
    const text = field(headers, name);
    const pointer = pointerTo([name]);
    if (text === undefined) {
      const message = `expected the header "${name}", which is missing`;
      if (required) problems.push({ rule: "response/header/missing", pointer, message, schemaPointer: header.pointer });
      continue;
    }
    for (const { kind: _, ...violation } of readText(schemas, header, [text]).violations) {
      const message = `header "${name}": ${violation.message}`;
      problems.push({ ...violation, rule: "response/header/invalid", pointer, message });
    }
  }
}

function checkBody(
  schemas: Schemas,
  documented: OperationResponse,
  response: ExchangeResponse,
  problems: Problem[],
  observe: Observe | undefined,
): void {
  const { body } = response;
  const at = { pointer: "", schemaPointer: documented.pointer };
  const shortfall = shortfallOf(response);
  if (shortfall) {
    problems.push({ ...at, rule: "response/body/truncated", message: shortfall });
    return;
  }
  if (documented.content.size === 0) {
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
  const media = mediaTypeOf(documented, contentType);
  if (!media) {
    const message = `expected ${[...documented.content.keys()].join(" or ")}, got ${contentType || "no Content-Type"}`;
    problems.push({ ...at, pointer: "/content-type", rule: "response/content-type", message });
    return;
  }
  observe?.(media);
  if (media.isJson && body !== undefined) checkJson(schemas, media, body, problems, observe);
}

function mediaTypeOf({ content }: OperationResponse, contentType: string): MediaType | undefined {
  return content.get(contentType) ?? content.get(matchingMediaType(content.keys(), essence(contentType)) ?? "");
}

function checkJson(
  schemas: Schemas,
  media: MediaType,
  body: string | Uint8Array,
  problems: Problem[],
  observe: Observe | undefined,
): void {
  const read = readJson(body);
  if (read.fault !== undefined) {
    problems.push({ rule: "response/body/unparsable", pointer: "", message: read.fault, schemaPointer: media.pointer });
    return;
  }
  problems.push(...checkValue(schemas, media, read.value, "response", observe));
}

/** How a body is shorter than announced, or undefined. */
function shortfallOf({ truncated, body, headers, size }: ExchangeResponse): string | undefined {
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
