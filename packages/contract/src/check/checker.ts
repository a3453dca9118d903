/** Holds exchanges to the description: the router, and what validates requests and responses, with coverage beside. */
import {
  createRouter,
  type Description,
  operationsOf,
  type Route,
  readDescription,
  responseFor,
} from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import {
  checkResponse,
  type ExchangeRequest,
  type ExchangeResponse,
  field,
  type Problem,
  readRequest,
  splitUrl,
} from "@agora-chat-openapi/description/validate";
import { Coverage } from "./coverage.ts";
import type { Finding } from "./finding.ts";
import { Redactor } from "./redactor/redactor.ts";
import { toFindings } from "./to-findings.ts";

export interface CheckerOptions {
  /** File of an OpenAPI 3.1 description, bundled. @default the one that `@agora-chat-openapi/spec` ships */
  description?: string | Description;
  /** Values that findings must never show, beside those under secret names. */
  secrets?: Iterable<string>;
}

export interface Checker {
  /**
   * Holds one request and the response to it to the description.
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

/** Makes a checker. Schemas are compiled when they are first needed. @throws TypeError when the description cannot be read */
export function createChecker(options: CheckerOptions = {}): Checker {
  const { description: given } = options;
  const description = typeof given === "object" ? given : readDescription(given);
  const schemas = schemasOf(description);
  const router = createRouter(operationsOf(description));
  const coverage = new Coverage(description);
  const redactor = new Redactor(options.secrets);
  const observers = { success: coverage.observer("success"), error: coverage.observer("error") };
  let lastToken: string | undefined;

  function learnToken({ headers }: ExchangeRequest): void {
    const token = field(headers, "authorization");
    if (token === undefined || token === lastToken) return;
    redactor.learn(token);
    lastToken = token;
  }

  function problemsOf(
    { operation, values }: Route,
    search: string,
    request: ExchangeRequest,
    response: ExchangeResponse,
  ) {
    const { status } = response;
    const observe = observers[status < 400 ? "success" : "error"];
    coverage.exchanges += 1;
    observe(operation);
    const ofResponse = checkResponse(schemas, operation, response, observe);
    const { headers, body } = request;
    const { problems } = readRequest(schemas, operation, { headers, body, values, search }, observe);
    if (problems.length === 0) return ofResponse;
    // A documented refusal is the right response to a wrong request.
    const isRefused = status >= 400 && status < 500 && responseFor(operation, status) !== undefined;
    return isRefused ? ofResponse : problems.concat(ofResponse);
  }

  function unknownOperation(method: string, path: string): Problem {
    const methods = router.methods(path);
    if (methods.length === 0) {
      const message = `expected a documented path, got ${path}`;
      return { rule: "path/undocumented", pointer: "", message, schemaPointer: "/paths" };
    }
    const operation = router.find(methods[0] ?? "", path)?.operation;
    const schemaPointer = operation?.pointer.replace(/\/[^/]*$/, "") ?? "/paths";
    const message = `expected ${methods.join(" or ")} on ${path}, got ${method}`;
    return { rule: "method/undocumented", pointer: "", message, schemaPointer };
  }

  return {
    checkExchange(request, response, source) {
      learnToken(request);
      const { path, search } = splitUrl(request.url);
      const method = request.method.toUpperCase();
      const route = router.find(method, path);
      const problems = route ? problemsOf(route, search, request, response) : [unknownOperation(method, path)];
      if (problems.length === 0) return [];
      const exchange = { request, response, ...(source !== undefined && { source }) };
      return toFindings(problems, { description, redactor, operation: route?.operation, exchange });
    },
    operationOf: (method, url) => router.find(method.toUpperCase(), splitUrl(url).path)?.operation.id,
    coverage,
    description,
    redactor,
  };
}

let shipped: Checker | undefined;

/** Holds one request and the response to it to the shipped description. */
export function checkExchange(request: ExchangeRequest, response: ExchangeResponse): Finding[] {
  shipped ??= createChecker();
  return shipped.checkExchange(request, response);
}
