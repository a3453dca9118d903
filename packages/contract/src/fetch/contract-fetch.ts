/** A fetch for tests and live runs that holds what passes through it to the description. */
import { essence, isJson } from "@agora-chat-openapi/description";
import type { Exchange, ExchangeRequest } from "@agora-chat-openapi/description/validate";
import { type Checker, createChecker } from "../check/checker.ts";
import { type Allowances, counts, type Finding } from "../check/finding.ts";
import { ContractError } from "./contract-error.ts";
import { readAtMost, watched } from "./streams.ts";

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface ContractFetchOptions extends Allowances {
  /** Whether a finding rejects the call that made it, or is only kept. @default "throw" */
  mode?: "throw" | "collect";
  /** Checker to use, and whose coverage grows. @default one that the whole process shares */
  checker?: Checker;
  /** Called for each finding, before the call resolves or rejects. */
  onFinding?: (finding: Finding) => void;
}

/** A fetch that also keeps what it found. */
export interface ContractFetch extends Fetch {
  /** All findings so far. */
  readonly findings: readonly Finding[];
  /** How many responses so far were judged by status, headers and type alone, since nobody read their bodies to the end. */
  readonly unreadBodies: number;
  readonly checker: Checker;
}

/** An exchange that passed, with what was found of it. */
interface Seen {
  exchange: Exchange;
  findings: Finding[];
}

/** Larger request bodies pass by unread, in bytes: checking one means keeping it. */
const MAX_REQUEST = 12 * 1024 * 1024;

const seen = new WeakMap<Response, Seen>();
let shared: Checker | undefined;

/** The checker of the shipped description that matchers and fetches share in a process. */
export function sharedChecker(): Checker {
  shared ??= createChecker();
  return shared;
}

/** The exchange to which a response of a contract fetch belongs. */
export function exchangeOf(response: Response): Seen | undefined {
  return seen.get(response);
}

/**
 * Wraps a fetch so that each exchange is held to the description.
 *
 *     const chat = createChatClient({ …, fetch: contractFetch(fetch) });
 *
 * JSON and text are read before the call resolves. Files stream through: their status, headers and type are judged before
 * the call resolves, their length when they were read to the end.
 * @throws ContractError from a call whose exchange does not conform, unless `mode` is "collect"
 */
export function contractFetch(fetch: Fetch, options: ContractFetchOptions = {}): ContractFetch {
  const { checker = sharedChecker() } = options;
  const watch = new Watch(checker, options);
  const checked: Fetch = async (input, init) => {
    const { request, rest } = asRequest(input, init);
    const body = readRequestBody(request);
    const response = await fetch(request, rest);
    const { method, url, headers } = request;
    const sent = { method, url, headers, body: await body };
    const isAborted = () => rest.signal?.aborted === true || request.signal.aborted;
    return response.body && !isText(response)
      ? watch.stream(sent, response, isAborted)
      : watch.whole(sent, response, isAborted);
  };
  return Object.defineProperties(Object.assign(checked, { checker, findings: watch.findings }), {
    unreadBodies: { get: () => watch.unreadBodies },
  }) as unknown as ContractFetch;
}

/** Judges what passes through one fetch. */
class Watch {
  readonly findings: Finding[] = [];
  unreadBodies = 0;
  readonly #checker: Checker;
  readonly #options: ContractFetchOptions;

  constructor(checker: Checker, options: ContractFetchOptions) {
    this.#checker = checker;
    this.#options = options;
  }

  /** Judges a response with its whole body. */
  async whole(request: ExchangeRequest, response: Response, isAborted: () => boolean): Promise<Response> {
    const { status, headers } = response;
    const received: Exchange["response"] = { status, headers };
    try {
      received.body = await response.clone().text();
    } catch {
      // Whoever reads the response gets the error itself.
      if (isAborted()) this.unreadBodies += 1;
      else received.truncated = true;
    }
    const entry: Seen = { exchange: { request, response: received }, findings: [] };
    seen.set(response, entry);
    const error = this.#take(entry, this.#checker.checkExchange(request, received));
    if (error) throw error;
    return response;
  }

  /** Judges a response by its head, and by the length of its body once that was read. */
  async stream(request: ExchangeRequest, response: Response, isAborted: () => boolean): Promise<Response> {
    const { status, headers, body } = response;
    const received: Exchange["response"] = { status, headers };
    const entry: Seen = { exchange: { request, response: received }, findings: [] };
    const error = this.#take(entry, this.#checker.checkExchange(request, received));
    if (error) {
      // Nobody gets the body, so that its connection is free again. Why it cannot be cancelled matters to nobody.
      await body?.cancel().catch(() => {});
      throw error;
    }
    this.unreadBodies += 1;
    const onEnd = (size: number, truncated: boolean) => {
      if (truncated && isAborted()) return;
      this.unreadBodies -= 1;
      Object.assign(received, { size, truncated });
      const more = this.#checker.recheckExchange(request, received, entry.findings);
      const late = this.#take(entry, more);
      // Whoever reads a truncated body gets the error of the connection.
      if (late && !truncated) throw late;
    };
    const passed = new Response(body && watched(body, onEnd), response);
    // A constructed response has no address.
    Object.defineProperty(passed, "url", { value: response.url });
    seen.set(passed, entry);
    return passed;
  }

  /** Keeps findings. @returns what is to be thrown for them */
  #take(entry: Seen, found: Finding[]): ContractError | undefined {
    const { mode = "throw", onFinding } = this.#options;
    entry.findings.push(...found);
    const counting = found.filter(({ severity }) => counts(severity, this.#options));
    for (const finding of counting) {
      this.findings.push(finding);
      onFinding?.(finding);
    }
    return mode === "throw" && counting.length > 0 ? new ContractError(counting) : undefined;
  }
}

/** One request of what fetch takes, and what is left of the options. */
function asRequest(input: string | URL | Request, init: RequestInit = {}): { request: Request; rest: RequestInit } {
  const { body, headers, method, ...rest } = init;
  if (input instanceof Request && body === undefined && headers === undefined && method === undefined) {
    return { request: input, rest };
  }
  return { request: new Request(input, init), rest };
}

/** A copy of the body as far as the description says something of it. */
async function readRequestBody(request: Request): Promise<string | Uint8Array | undefined> {
  if (!request.body) return "";
  const type = essence(request.headers.get("content-type") ?? "");
  if (!isJson(type) && !type.startsWith("text/") && !type.includes("form")) return undefined;
  const copy = request.clone().body;
  const bytes = copy ? await readAtMost(copy, MAX_REQUEST) : undefined;
  return bytes && !type.startsWith("multipart/") ? new TextDecoder().decode(bytes) : bytes;
}

/** Whether a body is read as a whole. Events are text, and have no end. */
function isText({ headers }: Response): boolean {
  const type = essence(headers.get("content-type") ?? "");
  return type === "" || isJson(type) || (type.startsWith("text/") && type !== "text/event-stream");
}
