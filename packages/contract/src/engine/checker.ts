/** The engine: holds exchanges to the description. */
import { REMOVED, Redactor } from "../secrets/redactor.ts";
import { Coverage } from "./coverage.ts";
import { type Description, readDescription } from "./description.ts";
import { type Exchange, type ExchangeRequest, type ExchangeResponse, field } from "./exchange.ts";
import type { Finding } from "./finding.ts";
import { createOperations, createRouter, type Operation } from "./operations.ts";
import { keysOf, pointerTo } from "./pointer.ts";
import { checkRequest, type Problem, type RequestContext } from "./request.ts";
import { checkResponse, responseOf } from "./response.ts";
import { createSchemas } from "./schemas.ts";

export interface CheckerOptions {
  /** File of an OpenAPI 3.1 description, bundled. @default the one that `@agora-chat-openapi/spec` ships */
  description?: string | Description;
  /** Values that findings must never show, beside those under secret names. */
  secrets?: Iterable<string>;
}

export interface Checker {
  /**
   * Holds one request and its answer to the description.
   * @param source where they were seen, for the finding
   * @returns what differs; empty when they conform. Findings hold no secrets.
   */
  checkExchange(request: ExchangeRequest, response: ExchangeResponse, source?: string): Finding[];
  /** The id of the operation that a request is for, or undefined. */
  operationOf(method: string, url: string): string | undefined;
  /** What of the description the checked exchanges have shown. */
  readonly coverage: Coverage;
  readonly description: Description;
  /** Knows the secrets of what was checked. */
  readonly redactor: Redactor;
}

/** Makes a checker. Schemas are compiled when they are first needed. @throws TypeError when the description cannot be read. */
export function createChecker(options: CheckerOptions = {}): Checker {
  const { description: given } = options;
  const description = typeof given === "object" ? given : readDescription(given);
  const coverage = new Coverage();
  const redactor = new Redactor(options.secrets);
  const schemas = createSchemas(description);
  const operations = createOperations(description, schemas, coverage);
  const router = createRouter(operations);
  const see = (id: number) => coverage.see(id);
  let lastToken: string | undefined;

  function checkExchange(request: ExchangeRequest, response: ExchangeResponse, source?: string): Finding[] {
    const { path, search } = splitUrl(request.url);
    const token = field(request.headers, "authorization");
    if (token !== undefined && token !== lastToken) {
      redactor.learn(token);
      lastToken = token;
    }
    const method = request.method.toUpperCase();
    const found = router.find(method, path);
    const problems = found
      ? checkOperation(found.operation, found.values, search, request, response)
      : [unknown(method, path)];
    if (problems.length === 0) return [];
    const exchange = { request, response, ...(source !== undefined && { source }) };
    return toFindings(problems, found?.operation, exchange);
  }

  function checkOperation(
    operation: Operation,
    values: string[],
    search: string,
    request: ExchangeRequest,
    response: ExchangeResponse,
  ): Problem[] {
    const outcome = response.status < 400 ? "success" : "error";
    coverage.exchanges += 1;
    see(operation.seen[outcome]);
    const context: RequestContext = { description, schemas, see, outcome };
    const ofResponse = checkResponse(context, operation, response);
    const ofRequest = checkRequest(context, operation, request, values, search);
    // A documented refusal is the right answer to a wrong request.
    const isRefused = response.status >= 400 && response.status < 500 && responseOf(operation, response.status);
    return isRefused ? ofResponse : [...ofRequest, ...ofResponse];
  }

  function unknown(method: string, path: string): Problem {
    const methods = router.methods(path);
    const at = { kind: "undocumented", pointer: "", value: undefined };
    if (methods.length === 0) {
      const message = `expected a documented path, got ${path}`;
      return { ...at, rule: "path/undocumented", message, schemaPointer: "/paths" };
    }
    const operation = router.find(methods[0] ?? "", path)?.operation;
    const schemaPointer = operation?.located.pointer.replace(/\/[^/]*$/, "") ?? "/paths";
    const message = `expected ${methods.join(" or ")} on ${path}, got ${method}`;
    return { ...at, rule: "method/undocumented", message, schemaPointer };
  }

  function toFindings(problems: Problem[], operation: Operation | undefined, exchange: Exchange): Finding[] {
    redactor.learnFrom(exchange);
    const { request, response, source } = exchange;
    const payloads = new Map<unknown, unknown>();
    const clean = (payload: unknown) => {
      if (!payloads.has(payload)) payloads.set(payload, cleanPayload(redactor, payload));
      return payloads.get(payload);
    };
    return problems
      .filter(({ value }) => !(typeof value === "string" && value.includes(REMOVED)))
      .map(({ rule, pointer, message, schemaPointer, payload }) => ({
        severity: UNDOCUMENTED.has(rule) ? "undocumented" : "error",
        rule,
        ...(operation && { operationId: operation.id }),
        pointer: pointerTo(keysOf(pointer).map((key) => redactor.text(key))),
        message: redactor.text(message),
        description: description.source.locate(schemaPointer),
        exchange: {
          method: request.method,
          url: redactor.url(request.url),
          status: response.status,
          ...(source !== undefined && { source }),
          ...(payload !== undefined && { payload: clean(payload) }),
        },
      }));
  }

  return {
    checkExchange,
    operationOf: (method, url) => router.find(method.toUpperCase(), splitUrl(url).path)?.operation.id,
    coverage,
    description,
    redactor,
  };
}

/** A payload for a finding; one that is nested too deep to be shown is left out. */
function cleanPayload(redactor: Redactor, payload: unknown): unknown {
  try {
    return redactor.value(payload);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Rules about what is there beside everything that the description asks for. */
const UNDOCUMENTED = new Set([
  "request/body/undocumented-property",
  "request/body/unexpected",
  "request/query/undocumented",
  "response/body/undocumented-property",
]);

let shipped: Checker | undefined;

/** Holds one request and its answer to the shipped description. */
export function checkExchange(request: ExchangeRequest, response: ExchangeResponse): Finding[] {
  shipped ??= createChecker();
  return shipped.checkExchange(request, response);
}

/** Path and query of a URL, each as it stands there. */
function splitUrl(url: string): { path: string; search: string } {
  const begin = url.startsWith("/") ? 0 : url.indexOf("/", url.indexOf("://") + 3);
  if (begin < 0) return { path: "/", search: "" };
  let end = url.indexOf("#", begin);
  if (end < 0) end = url.length;
  const query = url.indexOf("?", begin);
  if (query < 0 || query > end) return { path: url.slice(begin, end), search: "" };
  return { path: url.slice(begin, query), search: url.slice(query + 1, end) };
}
