/** Requests made of the description's own examples: what tests send, and what samples show. */
import type { OpenAPI3, ParameterObject } from "openapi-typescript";
import { namedExamples, type Operation, resolve } from "./description.ts";

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
export function exampleRequests(document: OpenAPI3, operation: Operation): Map<string, ExampleRequest> {
  const [contentType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const bodies = Object.entries(media ? namedExamples(document, resolve(document, media)) : { request: undefined });
  const parameters = (place: ParameterObject["in"]) =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place && (parameter.required || parameter.example !== undefined))
        .map((parameter) => [parameter.name, parameter.example]),
    );
  const shared = { path: parameters("path"), query: parameters("query"), headers: parameters("header"), contentType };
  return new Map(bodies.map(([name, body]) => [name, { ...shared, body }]));
}

/** The URL that a request goes to, below `baseUrl`. */
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
export function requestInit(operation: Operation, request: ExampleRequest, token?: string): RequestInit {
  const { contentType, body } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: operation.method.toUpperCase(),
    headers: {
      ...headers,
      ...(token && { authorization: `Bearer ${token}` }),
      // fetch adds the boundary of a multipart body itself.
      ...(contentType && contentType !== "multipart/form-data" && { "content-type": contentType }),
    },
    ...(body !== undefined && { body: encode(contentType, body as Record<string, unknown>) }),
  };
}

function encode(contentType: string | undefined, body: Record<string, unknown>): string | FormData {
  if (contentType === "application/x-www-form-urlencoded")
    return new URLSearchParams(body as Record<string, string>).toString();
  if (contentType !== "multipart/form-data") return JSON.stringify(body);
  const form = new FormData();
  // All parts of this API's forms are files.
  for (const [name, value] of Object.entries(body)) form.append(name, new Blob([String(value)]), name);
  return form;
}
