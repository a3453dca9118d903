import type { Operation } from "./description.ts";
import type { ExampleRequest } from "./example-request.ts";

const TENANT = /^\/\{org_name\}\/\{app_name\}/;
const BOUND = ["org_name", "app_name"];

/** TypeScript that makes a request by its path, for a client called `chat`. */
export function pathCall(operation: Operation, request: ExampleRequest): string {
  const params = filled({ path: ownPath(request), query: request.query, header: request.headers });
  const options = { ...(Object.keys(params).length > 0 && { params }), ...rest(operation, request) };
  const path = JSON.stringify(operation.path.replace(TENANT, ""));
  return call(`chat.${operation.method.toUpperCase()}`, [path], options, request);
}

/** TypeScript that makes a request by its operation, for a client called `chat`. */
export function operationCall(operation: Operation, request: ExampleRequest): string {
  const params = filled({ path: ownPath(request), query: request.query, headers: request.headers });
  return call(`chat.${operation.id}`, [], { ...params, ...rest(operation, request) }, request);
}

function ownPath({ path }: ExampleRequest): Record<string, unknown> {
  return Object.fromEntries(Object.entries(path).filter(([name]) => !BOUND.includes(name)));
}

function filled(params: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, values]) => Object.keys(values).length > 0));
}

function rest({ object }: Operation, { body }: ExampleRequest): Record<string, unknown> {
  return { ...(body !== undefined && { body }), ...("x-destructive" in object && { confirm: true }) };
}

function call(method: string, args: string[], options: object, { contentType }: ExampleRequest): string {
  const isForm = contentType === "multipart/form-data";
  return `${method}(${[...args, ...(Object.keys(options).length > 0 ? [literal(options, isForm)] : [])].join(", ")})`;
}

/** A value as a TypeScript literal on one line. The fields of a multipart form, `body`, are files. */
function literal(value: unknown, isForm = false): string {
  if (Array.isArray(value)) return `[${value.map((item) => literal(item)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    return `${name}: ${isForm && key === "body" ? form(item) : literal(item)}`;
  });
  return `{ ${entries.join(", ")} }`;
}

function form(fields: Record<string, unknown>): string {
  return `{ ${Object.entries(fields)
    .map(([name, content]) => `${name}: new Blob([${JSON.stringify(content)}])`)
    .join(", ")} }`;
}
