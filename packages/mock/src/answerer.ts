import { createInstance, type IHttpConfig } from "@stoplight/prism-http";
import type { Answer } from "./answer.ts";
import { jsonFault, mediaType } from "./body.ts";
import { bodyTypes, type Operation } from "./description.ts";
import { errorAnswer } from "./errors.ts";
import { completePreference, type Preference, parsePrefer } from "./prefer.ts";
import { createRouter } from "./router.ts";

/** A request as it came over the wire. `url` is path and query. */
export interface MockRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** `DiagnosticSeverity.Error` of @stoplight/types. */
const ERROR = 0;

type Prism = ReturnType<typeof createInstance>;
type PrismInput = Parameters<Prism["request"]>[0];

/** Makes the function that answers requests as the description says. */
export function createAnswerer(operations: Operation[], dynamic: boolean): (request: MockRequest) => Promise<Answer> {
  const router = createRouter(operations);
  const prism = createInstance(prismConfig({ dynamic }), { logger: silentLogger() });

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url, "http://mock");
    const operation = router.find(request.method, pathname);
    if ("allowed" in operation) return notFound(request.method, pathname, operation.allowed);

    const fail = (status: number, code: string, message: string) =>
      errorAnswer([operation, ...operations], status, code, message);

    const preference = completePreference(operation, parsePrefer(request.headers["prefer"]));
    if (typeof preference === "string") return fail(400, "illegal_argument", preference);

    const body = readableBody(request, operation);
    const result = await prism.request(
      {
        method: request.method.toLowerCase() as PrismInput["method"],
        // Prism's process dies on a plain comma in an array-typed path parameter.
        url: { path: pathname.replaceAll(",", "%2C"), query: Object.fromEntries(queryOf(searchParams)) },
        headers: withoutAccept(request.headers),
        body: body.value,
      },
      [operation],
      prismConfig({ dynamic, ...preference }),
    )();

    if (result._tag === "Left") return fail(400, "illegal_argument", result.left.message);
    const { output, validations } = result.right;
    // Prism only warns of deprecated parameters.
    const violations = validations.input.filter(({ severity }) => severity === ERROR);
    const unauthorized = violations.some(({ code }) => code === 401);
    if (!unauthorized) {
      if (body.fault) return fail(body.fault.status, body.fault.code, body.fault.message);
      const messages = new Set(violations.map(({ message }) => `${message}.`));
      if (messages.size > 0) return fail(400, "illegal_argument", [...messages].join(" "));
    }
    return { status: output.statusCode, headers: output.headers ?? {}, body: serialize(output.body) };
  };

  function notFound(method: string, path: string, allowed: string[]): Answer {
    const described = allowed.length > 0 ? `${allowed.join(" and ")} there` : "no such path";
    const message = `${method} ${path}: the description has ${described}`;
    return errorAnswer(operations, 404, "service_resource_not_found", message);
  }
}

interface ReadableBody {
  value: unknown;
  fault?: { status: number; code: string; message: string };
}

/** The body as Prism wants it, or why the service would not read it. */
function readableBody({ headers, body }: MockRequest, operation: Operation): ReadableBody {
  const described = bodyTypes(operation);
  if (described.length === 0 || body.length === 0) return { value: undefined };

  const sent = mediaType(headers["content-type"]);
  if (!described.includes(sent)) {
    const message = `${sent || "no Content-Type"}, but the operation takes ${described.join(" or ")}`;
    return { value: undefined, fault: { status: 415, code: "web_application", message } };
  }
  const text = body.toString("utf8");
  if (sent !== "application/json") return { value: text };

  const fault = jsonFault(text);
  if (fault) return { value: undefined, fault: { status: 400, code: "json_parse", message: fault } };
  return { value: JSON.parse(text) };
}

function queryOf(searchParams: URLSearchParams): [string, string | string[]][] {
  return [...new Set(searchParams.keys())].map((key) => {
    const values = searchParams.getAll(key);
    return [key, values.length > 1 ? values : (values[0] ?? "")];
  });
}

/** The service answers in its own type whatever the caller accepts; Prism would refuse. */
function withoutAccept({ accept: _, ...headers }: Record<string, string>): Record<string, string> {
  return headers;
}

function prismConfig({ code, example, dynamic = false }: Preference): IHttpConfig {
  return {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic, ...(code !== undefined && { code }), ...(example !== undefined && { exampleKey: example }) },
  };
}

function serialize(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

/** Prism logs requests with their tokens; the mock logs one line of its own. */
function silentLogger() {
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
  return logger as unknown as Parameters<typeof createInstance>[1]["logger"];
}
