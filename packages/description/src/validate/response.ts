/** Holds responses to the description. */
import type { Observe } from "../document/observable.ts";
import { pointerTo } from "../document/pointer.ts";
import type { MediaType } from "../operations/content.ts";
import { errorCodesOf } from "../operations/error-codes.ts";
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
  const { status } = response;
  const documented = responseFor(operation, status);
  if (!documented) {
    const message = `expected one of ${[...operation.responses.keys()].join(", ").toLowerCase()}, got ${status}`;
    const schemaPointer = `${operation.pointer}/responses`;
    return [
      { rule: "response/status", pointer: "", message, schemaPointer, value: status, payload: payloadOf(response) },
    ];
  }
  observe?.(documented.index);
  const problems = documented.headers.length > 0 ? checkHeaders(schemas, documented, response) : NONE;
  if (operation.method === "HEAD" || status === 204 || status === 304) return problems;
  const ofBody = checkBody(schemas, documented, response, observe);
  return problems.length > 0 ? problems.concat(ofBody) : ofBody;
}

const NONE: Problem[] = [];

function checkHeaders(schemas: Schemas, documented: OperationResponse, { headers }: ExchangeResponse): Problem[] {
  return documented.headers.flatMap((header) => {
    const { name, required, pointer: schemaPointer } = header;
    const text = field(headers, name);
    const pointer = pointerTo([name]);
    if (text === undefined) {
      const message = `expected the header "${name}", which is missing`;
      return required ? [{ rule: "response/header/missing", pointer, message, schemaPointer }] : [];
    }
    return readText(schemas, header, [text]).violations.map(({ kind: _, ...violation }) => {
      const message = `header "${name}": ${violation.message}`;
      return { ...violation, rule: "response/header/invalid", pointer, message };
    });
  });
}

function checkBody(
  schemas: Schemas,
  documented: OperationResponse,
  response: ExchangeResponse,
  observe: Observe | undefined,
): Problem[] {
  const { body } = response;
  const at = { pointer: "", schemaPointer: documented.pointer };
  const shortfall = shortfallOf(response);
  if (shortfall) return [{ ...at, rule: "response/body/truncated", message: shortfall }];
  if (documented.content.size === 0) {
    if (body === undefined || body.length === 0) return NONE;
    const message = `expected no body, got ${sizeOf(body)} bytes`;
    return [{ ...at, rule: "response/body/unexpected", message, payload: payloadOf(response) }];
  }
  if (body !== undefined && body.length === 0) {
    return [{ ...at, rule: "response/body/empty", message: "expected a body, which is empty" }];
  }
  const contentType = field(response.headers, "content-type") ?? "";
  const media = mediaTypeOf(documented, contentType);
  if (!media) {
    const message = `expected ${[...documented.content.keys()].join(" or ")}, got ${contentType || "no Content-Type"}`;
    const value = essence(contentType);
    return [{ ...at, pointer: "/content-type", rule: "response/content-type", message, value }];
  }
  observe?.(media.index);
  return media.isJson && body !== undefined ? checkJson(schemas, media, response.status, body, observe) : NONE;
}

function mediaTypeOf({ content }: OperationResponse, contentType: string): MediaType | undefined {
  return content.get(contentType) ?? content.get(matchingMediaType(content.keys(), essence(contentType)) ?? "");
}

function checkJson(
  schemas: Schemas,
  media: MediaType,
  status: number,
  body: string | Uint8Array,
  observe: Observe | undefined,
): Problem[] {
  const read = readJson(body);
  if (read.fault !== undefined) {
    return [{ rule: "response/body/unparsable", pointer: "", message: read.fault, schemaPointer: media.pointer }];
  }
  const problems = checkValue(schemas, media, read.value, "response", observe);
  const ofCode = status < 400 ? NONE : checkErrorCode(media, read.value);
  if (ofCode.length === 0) return problems;
  // That it is not a code of any operation is said by that.
  return problems.filter(({ keyword, pointer }) => keyword !== "enum" || pointer !== "/error").concat(ofCode);
}

/** An error is one of those that the description names for the operation and the status. */
function checkErrorCode(media: MediaType, payload: unknown): Problem[] {
  const codes = errorCodesOf(media);
  const value = (payload as { error?: unknown } | null)?.error;
  if (codes.size === 0 || typeof value !== "string" || codes.has(value)) return NONE;
  const message = `expected one of the documented errors ${[...codes].join(", ")}, got ${JSON.stringify(value)}`;
  const schemaPointer = `${media.pointer}/examples`;
  return [{ rule: "response/body/error-code", pointer: "/error", message, schemaPointer, value, payload }];
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
