/** Reads requests as the description says, and holds them to it. */
import type { Description } from "../document/description.ts";
import type { Observe } from "../document/observable.ts";
import { pointerTo } from "../document/pointer.ts";
import type { MediaType } from "../operations/content.ts";
import type { OperationBase, RequestBody } from "../operations/operation.ts";
import type { Parameter } from "../operations/parameter.ts";
import type { Schemas } from "../schemas/schemas.ts";
import { type FormFile, isReadable, readBody } from "./body.ts";
import { type ExchangeRequest, type Fields, field } from "./exchange.ts";
import type { Problem } from "./problem.ts";
import { mediaTypeFor } from "./request-media-type.ts";
import { readText } from "./text.ts";
import { checkValue } from "./value.ts";

/** A request whose operation is known. */
export interface RoutedRequest extends Pick<ExchangeRequest, "body"> {
  headers?: Fields | undefined;
  /** The path's parameters in order, decoded. */
  values: string[];
  /** The query without `?`. */
  search: string;
}

/** What a request says, each value as what its schema says that it is, defaults filled in. */
export interface RequestInput {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  /** By the documented name. */
  header: Record<string, unknown>;
  /** Undefined where there is none, or where it cannot be read into a value. */
  body: unknown;
  files: FormFile[];
}

export interface ReadRequest {
  input: RequestInput;
  /** The documented media type that the body was taken for, where it has one. */
  media: MediaType | undefined;
  /** What it breaks of its operation; the input is only what it says it is when there is nothing. */
  problems: Problem[];
}

/**
 * Reads a request and holds it to its operation.
 * @param observe told of each parameter, media type, property and value of the description that the request shows
 */
export function readRequest(
  schemas: Schemas,
  operation: OperationBase,
  request: RoutedRequest,
  observe?: Observe,
): ReadRequest {
  const read = readInput(schemas, operation, request, observe);
  const { input, media, problems } = read;
  if (!media || input.body === undefined) return read;
  return { ...read, problems: problems.concat(checkValue(schemas, media, input.body, "request", observe)) };
}

/** What a request breaks of its operation, as `readRequest` finds it; what it says is not kept. */
export function checkRequest(
  schemas: Schemas,
  operation: OperationBase,
  request: RoutedRequest,
  observe?: Observe,
): Problem[] {
  const problems: Problem[] = [];
  readParameters(schemas, operation, request, problems, observe);
  const { media, value } = readRequestBody(schemas.description, operation, request, problems, observe);
  if (!media || value === undefined) return problems;
  return problems.concat(checkValue(schemas, media, value, "request", observe));
}

/** Reads a request as `readRequest` does, but leaves it to others to hold the value of its body to its schema. */
export function readInput(
  schemas: Schemas,
  operation: OperationBase,
  request: RoutedRequest,
  observe?: Observe,
): ReadRequest {
  const problems: Problem[] = [];
  const input: RequestInput = { path: {}, query: {}, header: {}, body: undefined, files: [] };
  readParameters(schemas, operation, request, problems, observe, (parameter, value) => {
    if (value !== undefined && parameter.in !== "cookie") input[parameter.in][parameter.name] = value;
  });
  const { media, value, files } = readRequestBody(schemas.description, operation, request, problems, observe);
  input.body = value;
  if (files) input.files = files;
  return { input, media, problems };
}

function readParameters(
  schemas: Schemas,
  operation: OperationBase,
  request: RoutedRequest,
  problems: Problem[],
  observe: Observe | undefined,
  keep?: (parameter: Parameter, value: unknown) => void,
): void {
  const query = request.search === "" ? undefined : new URLSearchParams(request.search);
  for (const parameter of operation.parameters) {
    const texts = textsOf(parameter, request, query);
    const value =
      texts === undefined
        ? absentValue(parameter, problems)
        : presentValue(schemas, parameter, texts, problems, observe);
    keep?.(parameter, value);
  }
  if (query) checkQueryNames(operation, query, problems);
}

function textsOf(
  { name, in: place, segment }: Parameter,
  { headers, values }: RoutedRequest,
  query: URLSearchParams | undefined,
): string[] | undefined {
  switch (place) {
    case "path":
      return [values[segment] ?? ""];
    case "query": {
      const texts = query?.getAll(name);
      // What a form leaves blank says nothing.
      return texts?.some((text) => text !== "") ? texts : undefined;
    }
    case "header": {
      const text = field(headers, name.toLowerCase());
      return text === undefined ? undefined : [text];
    }
    default:
      return undefined;
  }
}

function absentValue({ name, in: place, required, pointer, schema }: Parameter, problems: Problem[]): unknown {
  // Cookies are not kept.
  if (required && place !== "cookie") {
    problems.push({
      rule: "request/parameter/missing",
      pointer: pointerTo([name]),
      message: `expected the ${place} parameter "${name}", which is missing`,
      schemaPointer: pointer,
    });
  }
  return schema?.value["default"];
}

function presentValue(
  schemas: Schemas,
  parameter: Parameter,
  texts: string[],
  problems: Problem[],
  observe: Observe | undefined,
): unknown {
  observe?.(parameter.index);
  const { value, violations } = readText(schemas, parameter, texts);
  for (const { kind: _, ...violation } of violations) {
    problems.push({
      ...violation,
      rule: "request/parameter/invalid",
      pointer: pointerTo([parameter.name]) + violation.pointer,
      message: `${parameter.in} parameter "${parameter.name}": ${violation.message}`,
    });
  }
  return value;
}

function checkQueryNames(operation: OperationBase, query: URLSearchParams, problems: Problem[]): void {
  const names = operation.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  for (const name of new Set(query.keys())) {
    if (names.includes(name)) continue;
    const documented = names.length === 0 ? "no query parameters" : `only the query parameters ${names.join(", ")}`;
    problems.push({
      rule: "request/query/undocumented",
      pointer: pointerTo([name]),
      message: `expected ${documented}, got "${name}"`,
      schemaPointer: operation.pointer,
    });
  }
}

/** A body as far as it could be read. */
interface ReadRequestBody {
  media?: MediaType;
  value?: unknown;
  files?: FormFile[];
}

const UNREAD: ReadRequestBody = {};

function readRequestBody(
  description: Description,
  { requestBody, pointer }: OperationBase,
  { body, headers }: RoutedRequest,
  problems: Problem[],
  observe: Observe | undefined,
): ReadRequestBody {
  const at = { pointer: "", schemaPointer: requestBody?.pointer ?? pointer };
  if (!requestBody) {
    const message = "expected no body, which the operation does not take";
    if (body?.length) problems.push({ ...at, rule: "request/body/unexpected", message });
    return UNREAD;
  }
  if (body?.length === 0) {
    const message = "expected a body, which is empty";
    if (requestBody.required) problems.push({ ...at, rule: "request/body/missing", message });
    return UNREAD;
  }
  const contentType = field(headers, "content-type") ?? "";
  // A body that was not kept is still known by its type.
  if (body === undefined && contentType === "") return UNREAD;
  const media = mediaTypeFor(requestBody, contentType, body);
  if (!media) {
    problems.push({ ...at, ...wrongType(requestBody, contentType) });
    return UNREAD;
  }
  observe?.(media.index);
  if (body === undefined || !isReadable(media)) return { media };
  const read = readBody(description, media, contentType, body);
  if (read.fault === undefined) return { media, ...read };
  problems.push({ rule: "request/body/unparsable", pointer: "", message: read.fault, schemaPointer: media.pointer });
  return { media };
}

function wrongType({ content }: RequestBody, contentType: string): Pick<Problem, "rule" | "pointer" | "message"> {
  const message = `expected ${[...content.keys()].join(" or ")}, got ${contentType.split(";")[0]?.trim() || "no Content-Type"}`;
  return { rule: "request/content-type", pointer: "/content-type", message };
}
