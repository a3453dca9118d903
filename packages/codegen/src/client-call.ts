import { MULTIPART, type Operation, ownValues, withoutTenant } from "@agora-chat-openapi/description";
import type { ExampleRequest } from "@agora-chat-openapi/description/examples";
import { Code, literal } from "./literal.ts";

/** TypeScript for a file of a form, of the content that the example has. */
export type FileCode = (content: string) => string;

const bytes: FileCode = (content) => `new Blob([${JSON.stringify(content)}])`;

/** TypeScript that makes a request by its path, for a client called `chat`. */
export function pathCall(operation: Operation, request: ExampleRequest, file: FileCode = bytes): string {
  const params = filled({ path: ownValues(request.path), query: request.query, header: request.headers });
  const options = { ...(Object.keys(params).length > 0 && { params }), ...rest(operation, request, file) };
  const path = JSON.stringify(withoutTenant(operation.path));
  return call(`chat.${operation.method}`, [path], options);
}

/** TypeScript that makes a request by its operation, for a client called `chat`. */
export function operationCall(operation: Operation, request: ExampleRequest, file: FileCode = bytes): string {
  const params = filled({ path: ownValues(request.path), query: request.query, headers: request.headers });
  return call(`chat.${operation.id}`, [], { ...params, ...rest(operation, request, file) });
}

function filled(params: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, values]) => Object.keys(values).length > 0));
}

function rest(
  { extensions }: Operation,
  { body, contentType }: ExampleRequest,
  file: FileCode,
): Record<string, unknown> {
  return {
    ...(body !== undefined && { body: contentType === MULTIPART ? files(body, file) : body }),
    ...(extensions["x-destructive"] && { confirm: true }),
  };
}

/** All parts of this API's forms are files. */
function files(body: unknown, file: FileCode): Record<string, Code> {
  return Object.fromEntries(
    Object.entries(body as Record<string, string>).map(([name, content]) => [name, new Code(file(content))]),
  );
}

function call(method: string, args: string[], options: object): string {
  const lead = "const response = await ".length + [method, ...args].join(", ").length;
  return `${method}(${[...args, ...(Object.keys(options).length > 0 ? [literal(options, lead)] : [])].join(", ")})`;
}
