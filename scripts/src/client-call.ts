import type { Operation } from "./description.ts";
import type { ExampleRequest } from "./example-request.ts";

const TENANT = /^\/\{org_name\}\/\{app_name\}/;
const BOUND = ["org_name", "app_name"];

/** TypeScript that makes a request by its path, for a client called `chat`. */
export function clientCall(operation: Operation, request: ExampleRequest): string {
  const params = Object.entries({
    path: Object.fromEntries(Object.entries(request.path).filter(([name]) => !BOUND.includes(name))),
    query: request.query,
    header: request.headers,
  }).filter(([, values]) => Object.keys(values).length > 0);

  const options = {
    ...(params.length > 0 && { params: Object.fromEntries(params) }),
    ...(request.body !== undefined && { body: request.body }),
  };
  const isForm = request.contentType === "multipart/form-data";
  const path = JSON.stringify(operation.path.replace(TENANT, ""));
  const call = `chat.${operation.method.toUpperCase()}(${path}`;
  return Object.keys(options).length > 0 ? `${call}, ${literal(options, isForm)})` : `${call})`;
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
