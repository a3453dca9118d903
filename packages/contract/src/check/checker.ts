/** Holds exchanges to the description: the router, and what validates requests and responses, with coverage beside. */
import {
  createRouter,
  type Description,
  type Observe,
  operationsOf,
  type Route,
  type Router,
  readDescription,
  responseFor,
} from "@agora-chat-openapi/description";
import { type Schemas, schemasOf } from "@agora-chat-openapi/description/schemas";
import {
  checkRequest,
  checkResponse,
  checkSecurity,
  type ExchangeRequest,
  type ExchangeResponse,
  field,
  type Problem,
  splitUrl,
} from "@agora-chat-openapi/description/validate";
import { type CallbackRules, callbackRules, UNKNOWN } from "./callbacks.ts";
import { Coverage } from "./coverage.ts";
import type { Outcome } from "./coverage-items.ts";
import type { Finding } from "./finding.ts";
import { keyOf } from "./findings.ts";
import { Redactor } from "./redactor/redactor.ts";
import { toFindings } from "./to-findings.ts";

export interface CheckerOptions {
  /** File of an OpenAPI 3.1 description, bundled. @default the one that `@agora-chat-openapi/spec` ships */
  description?: string | Description;
  /** Values that findings must never show, beside those under secret names. */
  secrets?: Iterable<string>;
  /** Secrets of callback rules, with any of which a callback may be signed. @default signatures are not verified */
  callbackSecrets?: readonly string[];
  /** Tokens that the service must refuse: a call with one of them that succeeds is a finding. */
  invalidTokens?: Iterable<string>;
}

export interface Checker {
  /**
   * Holds one request and the response to it to the description.
   * @param source where they were seen, for the finding
   * @returns what differs; empty when they conform. Findings hold no secrets.
   */
  checkExchange(request: ExchangeRequest, response: ExchangeResponse, source?: string): Finding[];
  /**
   * Holds an exchange to the description once more, of which more is known now, such as the end of a body.
   * @param known what was found before
   * @returns what was not found before
   */
  recheckExchange(
    request: ExchangeRequest,
    response: ExchangeResponse,
    known: readonly Finding[],
    source?: string,
  ): Finding[];
  /**
   * Holds a callback to an app server, and the response to it, to the description.
   * @returns what differs. Findings hold neither secrets nor the signature.
   * @throws TypeError for a request that is not a callback
   */
  checkCallback(request: ExchangeRequest, response: ExchangeResponse, source?: string): Finding[];
  /** The name of the callback that a request is, "unknown callback" for one that is not described, else undefined. */
  callbackOf(request: ExchangeRequest): string | undefined;
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
  const { description } = options;
  return new DescriptionChecker(typeof description === "object" ? description : readDescription(description), options);
}

let shipped: Checker | undefined;

/** Holds one request and the response to it to the shipped description. */
export function checkExchange(request: ExchangeRequest, response: ExchangeResponse): Finding[] {
  shipped ??= createChecker();
  return shipped.checkExchange(request, response);
}

/** A request whose operation was looked for. */
interface Located {
  method: string;
  path: string;
  search: string;
  route: Route | undefined;
}

class DescriptionChecker implements Checker {
  readonly description: Description;
  readonly coverage: Coverage;
  readonly redactor: Redactor;
  readonly #schemas: Schemas;
  readonly #router: Router;
  readonly #observers: Record<Outcome, Observe>;
  readonly #invalidTokens: ReadonlySet<string> | undefined;
  readonly #callbacks: CallbackRules;
  #lastToken: string | undefined;

  constructor(description: Description, { secrets = [], invalidTokens, callbackSecrets = [] }: CheckerOptions) {
    this.description = description;
    this.coverage = new Coverage(description);
    this.redactor = new Redactor([...secrets, ...callbackSecrets]);
    this.#schemas = schemasOf(description);
    this.#router = createRouter(operationsOf(description));
    this.#observers = { success: this.coverage.observer("success"), error: this.coverage.observer("error") };
    this.#invalidTokens = invalidTokens && new Set(invalidTokens);
    this.#callbacks = callbackRules(description, callbackSecrets);
  }

  // Functions, so that they can be taken out of the checker.
  readonly checkExchange: Checker["checkExchange"] = (request, response, source) => {
    this.#learnToken(request);
    const located = this.#locate(request);
    if (located.route) this.coverage.exchanges += 1;
    return this.#check(located, request, response, source);
  };

  readonly recheckExchange: Checker["recheckExchange"] = (request, response, known, source) => {
    const keys = new Set(known.map(keyOf));
    const findings = this.#check(this.#locate(request), request, response, source);
    return findings.filter((finding) => !keys.has(keyOf(finding)));
  };

  readonly checkCallback: Checker["checkCallback"] = (request, response, source) => {
    const { description, redactor } = this;
    const callback = this.#callbacks.callbackOf(request);
    if (!callback) throw new TypeError(`${request.method} ${redactor.url(request.url)} is not a callback`);
    const problems = this.#callbacks.problemsOf(callback, request, response);
    const exchange = { request, response, ...(source !== undefined && { source }) };
    const operation = { id: callback.webhook?.id ?? UNKNOWN };
    return toFindings(problems, { description, redactor, operation, exchange });
  };

  readonly callbackOf: Checker["callbackOf"] = (request) => {
    const callback = this.#callbacks.callbackOf(request);
    return callback && (callback.webhook?.id ?? UNKNOWN);
  };

  readonly operationOf: Checker["operationOf"] = (method, url) => this.#locate({ method, url }).route?.operation.id;

  #locate({ method: given, url }: Pick<ExchangeRequest, "method" | "url">): Located {
    const { path, search } = splitUrl(url);
    const method = given.toUpperCase();
    return { method, path, search, route: this.#router.find(method, path) };
  }

  #check(
    { method, path, search, route }: Located,
    request: ExchangeRequest,
    response: ExchangeResponse,
    source: string | undefined,
  ): Finding[] {
    const problems = route
      ? this.#problemsOf(route, search, request, response)
      : [unknownOperation(this.#router, method, path)];
    if (problems.length === 0) return [];
    const { description, redactor } = this;
    const exchange = { request, response, ...(source !== undefined && { source }) };
    return toFindings(problems, { description, redactor, operation: route?.operation, exchange });
  }

  #problemsOf(
    { operation, values }: Route,
    search: string,
    request: ExchangeRequest,
    response: ExchangeResponse,
  ): Problem[] {
    const { status } = response;
    const observe = this.#observers[status < 400 ? "success" : "error"];
    observe(operation.index);
    const ofResponse = checkResponse(this.#schemas, operation, response, observe);
    const ofSecurity = checkSecurity(operation, request, response, this.#invalidTokens);
    const { headers, body } = request;
    const problems = checkRequest(this.#schemas, operation, { headers, body, values, search }, observe);
    // A documented refusal is the right response to a wrong request.
    const isRefused = status >= 400 && status < 500 && responseFor(operation, status) !== undefined;
    if (ofSecurity.length === 0 && (problems.length === 0 || isRefused)) return ofResponse;
    return [isRefused ? [] : problems, ofSecurity, ofResponse].flat();
  }

  #learnToken({ headers }: ExchangeRequest): void {
    const token = field(headers, "authorization");
    if (token === undefined || token === this.#lastToken) return;
    this.redactor.learn(token);
    this.#lastToken = token;
  }
}

function unknownOperation(router: Router, method: string, path: string): Problem {
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
