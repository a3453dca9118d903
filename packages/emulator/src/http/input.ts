/** Reads what a call says, and refuses what its operation cannot take. */
import {
  type Description,
  jsonContent,
  keysOf,
  MULTIPART,
  type Operation,
  type Parameter,
} from "@agora-chat-openapi/description";
import { constraintOf } from "@agora-chat-openapi/description/examples";
import {
  defaultsOf,
  type FoldCase,
  foldCaseOf,
  propertyVariants,
  type Schemas,
} from "@agora-chat-openapi/description/schemas";
import { type Problem, type RoutedRequest, readRequest } from "@agora-chat-openapi/description/validate";
import type { UploadedFile } from "../operations/handlers.ts";
import { refuseViolation } from "./violation.ts";

/** What a call says. */
export interface ReadInput {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  sent: Readonly<Record<string, readonly string[]>>;
  body: unknown;
}

/** A request whose files are stored, with one byte in place of those of each in its body. */
export interface ReadableRequest extends RoutedRequest {
  files: readonly UploadedFile[];
}

/** @throws Refusal */
export type ReadCall = (request: ReadableRequest) => ReadInput;

const NOTHING: Readonly<Record<string, readonly string[]>> = {};

/** Makes the reader of an operation's calls. */
export function createReader(schemas: Schemas, operation: Operation): ReadCall {
  const { description } = schemas;
  const media = jsonContent(operation.requestBody);
  const defaults = media?.schema ? defaultsOf(description, media.schema) : {};
  const foldBody = media?.schema && foldCaseOf(description, media.schema.pointer);
  const clamped = operation.parameters.filter(({ extensions }) => extensions["x-clamp"]);
  const folded = parameterFolders(description, operation);
  return (request) => {
    const { input, problems } = readRequest(schemas, operation, request);
    for (const problem of problems) {
      if (!clamp(clamped, input.query, problem)) refuseProblem(operation, problem);
    }
    const { path, query, header } = input;
    for (const file of request.files) checkSize(schemas, operation, file);
    for (const [name, fold] of folded) path[name] = fold(path[name]);
    const body = foldBody ? foldBody(input.body) : input.body;
    return { path, query, header, sent: queryOf(request.search), body: withDefaults(defaults, body) };
  };
}

function parameterFolders(description: Description, { parameters }: Operation): [name: string, fold: FoldCase][] {
  return parameters.flatMap(({ in: place, name, schema }) => {
    const fold = place === "path" && schema ? foldCaseOf(description, schema.pointer) : undefined;
    return fold ? [[name, fold]] : [];
  });
}

/** Takes a number that is too large for the largest, where the operation does. @returns whether it was such a number */
function clamp(clamped: Parameter[], query: Record<string, unknown>, { keyword, pointer }: Problem): boolean {
  if (keyword !== "maximum") return false;
  const parameter = clamped.find(({ name }) => pointer === `/${name}`);
  if (!parameter) return false;
  query[parameter.name] = parameter.schema?.value["maximum"];
  return true;
}

/** @throws Refusal unless the service takes such a request */
function refuseProblem(operation: Operation, problem: Problem): void {
  const constraint = constraintOf(operation, problem);
  if (constraint === undefined) return;
  const { message: reason, value, pointer } = problem;
  const field = keysOf(pointer).at(-1) ?? "";
  throw refuseViolation(operation, constraint, { reason, field, value: typeof value === "string" ? value : "" });
}

/** @throws Refusal for a file that is larger than its field may be */
function checkSize({ description }: Schemas, operation: Operation, { field, size }: UploadedFile): void {
  const schema = operation.requestBody?.content.get(MULTIPART)?.schema;
  const variants = schema ? propertyVariants(description, schema.pointer, field) : [];
  const most = Math.min(...variants.map(({ value }) => Number(value["maxLength"] ?? Number.POSITIVE_INFINITY)));
  if (size <= most) return;
  const reason = `expected a file of at most ${most} bytes, got ${size}`;
  throw refuseViolation(operation, `body/${field} maxLength`, { reason });
}

/** A query by name, each value as it was sent. */
export function queryOf(search: string): Readonly<Record<string, readonly string[]>> {
  if (search === "") return NOTHING;
  const query = new URLSearchParams(search);
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function withDefaults(defaults: Record<string, unknown>, body: unknown): unknown {
  return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...defaults, ...body } : body;
}
