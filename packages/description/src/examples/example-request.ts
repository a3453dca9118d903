/** Requests made of the description's own examples: what tests send, and what samples show. */

import { FORM, MULTIPART } from "../operations/media-type.ts";
import type { Operation, OperationBase } from "../operations/operation.ts";
import type { Parameter } from "../operations/parameter.ts";

/** The parts of a request before they are put on the wire. */
export interface ExampleRequest {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  /** Media type of the body; undefined when there is none. */
  contentType: string | undefined;
  body: unknown;
}

/** One request for each example of the body; just one for an operation without a body. The first is the default. */
export function exampleRequests(operation: OperationBase): Map<string, ExampleRequest> {
  const [media] = operation.requestBody?.content.values() ?? [];
  const parameters = (place: Parameter["in"]) =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place && (parameter.required || parameter.example !== undefined))
        .map(({ name, example }) => [name, example]),
    );
  const shared = {
    path: parameters("path"),
    query: parameters("query"),
    headers: parameters("header"),
    contentType: media?.name,
  };
  if (!media) return new Map([["request", { ...shared, body: undefined }]]);
  return new Map([...media.examples.values()].map(({ name, value }) => [name, { ...shared, body: value }]));
}

/** The default example request. @throws Error when the operation has no example of its body */
export function exampleRequest(operation: OperationBase): ExampleRequest {
  const [request] = exampleRequests(operation).values();
  if (!request) throw new Error(`${operation.id} has no example of its body`);
  return request;
}

/** The URL that a request goes to, below `baseUrl`. Lists are joined with commas. */
export function requestUrl(baseUrl: string, operation: Operation, { path, query }: ExampleRequest): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    [path[name]]
      .flat()
      .map((value) => encodeURIComponent(String(value)))
      .join(","),
  );
  const search = new URLSearchParams(
    Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
  );
  return `${baseUrl}${filled}${search.size > 0 ? `?${search}` : ""}`;
}

/** What to hand to `fetch`, with a token. */
export function requestInit(operation: OperationBase, request: ExampleRequest, token?: string): RequestInit {
  const { contentType, body } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: operation.method,
    headers: {
      ...headers,
      ...(token && { authorization: `Bearer ${token}` }),
      // fetch adds the boundary of a multipart body itself.
      ...(contentType && contentType !== MULTIPART && { "content-type": contentType }),
    },
    ...(body !== undefined && { body: encode(contentType, body as Record<string, unknown>) }),
  };
}

function encode(contentType: string | undefined, body: Record<string, unknown>): string | FormData {
  if (contentType === FORM) return new URLSearchParams(body as Record<string, string>).toString();
  if (contentType !== MULTIPART) return JSON.stringify(body);
  const form = new FormData();
  // All parts of this API's forms are files.
  for (const [name, value] of Object.entries(body)) form.append(name, new Blob([String(value)]), name);
  return form;
}
