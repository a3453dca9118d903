/** Prism's engine: it validates what was read of a request, and negotiates the response. */
import { createRequire } from "node:module";
import { type Description, essence, isJson, type MediaType, type Operation } from "@agora-chat-openapi/description";
import { bearerToken, isReadable, type ReadRequest } from "@agora-chat-openapi/description/validate";
import type { HttpResponse } from "@agora-chat-openapi/http";
import { createInstance, getHttpOperationsFromSpec, type IHttpConfig } from "@stoplight/prism-http";

/** A request whose operation is known, as sent and as read. */
export interface PrismRequest {
  operation: Operation;
  /** The path's parameters in order, decoded. */
  values: string[];
  /** The query without `?`. */
  search: string;
  headers: Record<string, string>;
  body: Buffer;
  read: ReadRequest;
}

/** Which response is wanted. Without an example it is the first, or an invented one where it is `dynamic`. */
export interface Wanted {
  status: number;
  mediaType: string | undefined;
  example: string | undefined;
  dynamic: boolean;
}

/** What is wrong with a request; `code` 401 stands for a missing token. */
export interface Violation {
  code: string | number;
  message: string;
}

export interface Prism {
  validate(request: PrismRequest): Promise<Violation[]>;
  negotiate(operation: Operation, wanted: Wanted): Promise<HttpResponse>;
}

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Components = Parameters<typeof createInstance>[1];
type Input = Parameters<ReturnType<typeof createInstance>["request"]>[0];

const JSON_TYPE = "application/json";
/** `DiagnosticSeverity.Error` of @stoplight/types; Prism only warns of deprecated parameters. */
const ERROR = 0;

/** Two in one would negotiate each response anew; of those that are examples once is enough. */
const VALIDATION: IHttpConfig = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};
const NEGOTIATION: IHttpConfig = { ...VALIDATION, checkSecurity: false, validateRequest: false };

/** Starts the engine on the operations of a description. */
export async function createPrism(description: Description): Promise<Prism> {
  inventDocumentedPropertiesOnly();
  const find = await loadOperations(description);
  // The router of the description has found the operation.
  const route: Components["route"] = ({ resources: [operation] }) =>
    operation ? { _tag: "Right", right: operation } : { _tag: "Left", left: new Error("no operation") };
  const noResponse: Components["mock"] = () => () => ({ _tag: "Right", right: { statusCode: 200 } });
  const logger = silentLogger();
  const validator = createInstance(VALIDATION, { logger, route, mock: noResponse });
  const negotiator = createInstance(NEGOTIATION, { logger, route });
  const negotiated = new Map<string, HttpResponse>();

  const negotiate = async (operation: Operation, wanted: Wanted): Promise<HttpResponse> => {
    const { path, method } = operation;
    const input = { method: method.toLowerCase() as Input["method"], url: { path } };
    const result = await negotiator.request(input, [find(operation)], toConfig(wanted))();
    if (result._tag === "Left") throw result.left;
    return toResponse(result.right.output);
  };

  return {
    async validate(request) {
      const result = await validator.request(toInput(request), [find(request.operation, request.read.media)])();
      if (result._tag === "Left") throw result.left;
      return result.right.validations.input
        .filter(({ severity }) => severity === ERROR)
        .map(({ code = "", message }) => ({ code, message }));
    },

    async negotiate(operation, wanted) {
      if (wanted.dynamic) return negotiate(operation, wanted);
      const key = [operation.id, wanted.status, wanted.mediaType, wanted.example].join(" ");
      const response = negotiated.get(key) ?? (await negotiate(operation, wanted));
      negotiated.set(key, response);
      return response;
    },
  };
}

/** Finds Prism's operation for one of the description and the media type that a body was read as. */
type Find = (operation: Operation, media?: MediaType) => PrismOperation;

async function loadOperations({ document }: Description): Promise<Find> {
  const operations = await getHttpOperationsFromSpec({
    // Prism resolves references in the very object that it gets.
    ...structuredClone(document),
    // Without it Prism validates by draft 7, which knows no `unevaluatedProperties`.
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  });
  const found = new Map(
    operations.flatMap((operation) => {
      const routed = { ...operation, path: parametersAlone(operation.path) };
      return [[`${operation.iid} `, routed] as const, ...ofEachMediaType(routed)];
    }),
  );
  return ({ id }, media) => {
    const operation = found.get(`${id} ${media?.name ?? ""}`);
    if (!operation) throw new Error(`Prism has no operation ${id} with ${media?.name ?? "no body"}`);
    return operation;
  };
}

/** A path as it matters once it is routed. Prism makes a regular expression of it at each request. */
function parametersAlone(path: string): string {
  return `/${(path.match(/\{[^}]*\}/g) ?? []).join("/")}`;
}

/** An operation with each of its media types alone, as JSON: a form comes to Prism as the object that was read from it. */
function ofEachMediaType(operation: PrismOperation): [key: string, PrismOperation][] {
  const { request } = operation;
  const body = request?.body;
  if (!body || !("contents" in body)) return [];
  return (body.contents ?? []).map((content) => [
    `${operation.iid} ${content.mediaType}`,
    { ...operation, request: { ...request, body: { ...body, contents: [{ ...content, mediaType: JSON_TYPE }] } } },
  ]);
}

/** What was read, in Prism's form. Of the headers it gets those that are documented, and the token. */
function toInput({ operation, values, search, headers, body, read: { input, media } }: PrismRequest): Input {
  const fields: Record<string, string> = {};
  for (const { in: place, name } of operation.parameters) {
    const value = place === "header" ? headers[name.toLowerCase()] : undefined;
    if (value !== undefined) fields[name.toLowerCase()] = value;
  }
  // Prism knows no other spelling of the scheme.
  const token = bearerToken(headers);
  if (token !== undefined) fields["authorization"] = `Bearer ${token}`;
  if (media) fields["content-type"] = JSON_TYPE;
  return {
    method: operation.method.toLowerCase() as Input["method"],
    // Prism dies of a list of names whose commas are not encoded.
    url: { path: `/${values.map(encodeURIComponent).join("/")}`, query: queryOf(search) },
    headers: fields,
    body: !media || isReadable(media) ? input.body : body.toString(),
  };
}

function queryOf(search: string): Record<string, string | string[]> {
  if (search === "") return {};
  const query = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const known = query.get(name);
    if (Array.isArray(known)) known.push(value);
    else query.set(name, known === undefined ? value : [known, value]);
  }
  return Object.fromEntries(query);
}

function toConfig({ status, mediaType, example, dynamic }: Wanted): IHttpConfig {
  return {
    ...NEGOTIATION,
    mock: {
      code: status,
      dynamic,
      ...(mediaType !== undefined && { mediaTypes: [mediaType] }),
      ...(example !== undefined && { exampleKey: example }),
    },
  };
}

type Output = { statusCode: number; headers?: Record<string, string | string[]>; body?: unknown };

function toResponse({ statusCode, headers = {}, body }: Output): HttpResponse {
  const fields = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const isText = typeof body === "string" && !isJson(essence(fields["content-type"] ?? ""));
  return { status: statusCode, headers: fields, body: isText ? body : JSON.stringify(body) };
}

/** Prism has no option against properties that the description does not have; the library that invents them does. */
function inventDocumentedPropertiesOnly(): void {
  const { resolve } = createRequire(import.meta.url);
  const { JSONSchemaFaker } = createRequire(resolve("@stoplight/prism-http"))("json-schema-faker");
  JSONSchemaFaker.option({ fillProperties: false });
}

/** Prism logs requests with their tokens; the mock logs one line of its own. */
function silentLogger(): Components["logger"] {
  const nothing = () => {};
  const logger = {
    trace: nothing,
    debug: nothing,
    info: nothing,
    success: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
    child: () => logger,
  };
  return logger as unknown as Components["logger"];
}
