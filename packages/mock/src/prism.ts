/** Prism's engine: it validates what was read of a request, and negotiates the response. */
import { createRequire } from "node:module";
import { type Description, essence, FORM, MULTIPART, type Operation } from "@agora-chat-openapi/description";
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

export interface PrismResult {
  /** What is wrong with the request by the description; `code` 401 stands for a missing token. */
  violations: { code: string | number; message: string }[];
  /** The response that is wanted; to a wrong request the one that says so. */
  response: HttpResponse;
}

export interface Prism {
  request(request: PrismRequest, wanted: Wanted): Promise<PrismResult>;
}

type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];
type Components = Parameters<typeof createInstance>[1];
type Input = Parameters<ReturnType<typeof createInstance>["request"]>[0];

/** `DiagnosticSeverity.Error` of @stoplight/types; Prism only warns of deprecated parameters. */
const ERROR = 0;

const CONFIG: IHttpConfig = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** Starts the engine on the operations of a description. */
export async function createPrism(description: Description): Promise<Prism> {
  inventDocumentedPropertiesOnly();
  const operations = await loadOperations(description);
  // The router of the description has found the operation.
  const route: Components["route"] = ({ resources: [operation] }) =>
    operation ? { _tag: "Right", right: operation } : { _tag: "Left", left: new Error("no operation") };
  const instance = createInstance(CONFIG, { logger: silentLogger(), route });
  const bodies = new WeakMap<object, string>();

  return {
    async request(request, wanted) {
      const operation = operations.get(request.operation.id);
      if (!operation) throw new Error(`Prism has no operation ${request.operation.id}`);
      const result = await instance.request(toInput(request), [operation], toConfig(wanted))();
      if (result._tag === "Left") throw result.left;
      const { output, validations } = result.right;
      return {
        violations: validations.input
          .filter(({ severity }) => severity === ERROR)
          .map(({ code = "", message }) => ({ code, message })),
        response: toResponse(output, bodies),
      };
    },
  };
}

async function loadOperations({ document }: Description): Promise<Map<string | undefined, PrismOperation>> {
  const operations = await getHttpOperationsFromSpec({
    // Prism resolves references in the very object that it gets.
    ...structuredClone(document),
    // Without it Prism validates by draft 7, which knows no `unevaluatedProperties`.
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  });
  for (const { request } of operations) {
    const body = request?.body;
    const contents = body && "contents" in body ? (body.contents ?? []) : [];
    for (const content of contents) content.mediaType = readAs(content.mediaType);
  }
  return new Map(operations.map((operation) => [operation.iid, operation]));
}

/** Forms come to Prism as the objects that were read from them, under names that it does not take for forms. */
const OBJECTS: Readonly<Record<string, string>> = { [FORM]: "object/form", [MULTIPART]: "object/multipart" };

function readAs(mediaType: string): string {
  return OBJECTS[essence(mediaType)] ?? mediaType;
}

function toInput({ operation, values, search, headers, body, read: { input, media } }: PrismRequest): Input {
  // What these say was read already; and the service responds in its own type, whatever the caller accepts.
  const { accept, authorization, "content-length": length, "content-type": type, ...others } = headers;
  const token = bearerToken(headers);
  const isValue = !media || isReadable(media);
  return {
    method: operation.method.toLowerCase() as Input["method"],
    url: { path: pathOf(operation, values), query: queryOf(search) },
    headers: {
      ...others,
      // Prism knows no other spelling.
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(media && { "content-type": readAs(media.name) }),
    },
    body: isValue ? input.body : body.toString(),
  };
}

/** The path with each value encoded whole: Prism dies of a list of names whose commas are not. */
function pathOf({ path }: Operation, values: string[]): string {
  let index = 0;
  return path.replace(/\{[^}]*\}/g, () => encodeURIComponent(values[index++] ?? ""));
}

function queryOf(search: string): Record<string, string | string[]> {
  const fields = new URLSearchParams(search);
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(fields.keys())) {
    const [first = "", ...others] = fields.getAll(name);
    query[name] = others.length > 0 ? [first, ...others] : first;
  }
  return query;
}

function toConfig({ status, mediaType, example, dynamic }: Wanted): IHttpConfig {
  return {
    ...CONFIG,
    mock: {
      code: status,
      dynamic,
      ...(mediaType !== undefined && { mediaTypes: [mediaType] }),
      ...(example !== undefined && { exampleKey: example }),
    },
  };
}

type Output = { statusCode: number; headers?: Record<string, string | string[]>; body?: unknown };

function toResponse({ statusCode, headers = {}, body }: Output, bodies: WeakMap<object, string>): HttpResponse {
  const fields = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return { status: statusCode, headers: fields, body: toText(body, fields["content-type"], bodies) };
}

/** Examples are the same objects each time, and made into text once. */
function toText(body: unknown, contentType: string | undefined, bodies: WeakMap<object, string>): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === "string" && !contentType?.includes("json")) return body;
  if (typeof body !== "object" || body === null) return JSON.stringify(body);
  const text = bodies.get(body) ?? JSON.stringify(body);
  bodies.set(body, text);
  return text;
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
