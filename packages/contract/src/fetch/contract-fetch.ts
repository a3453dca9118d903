/** A fetch for tests and live runs that holds what passes through it to the description. */

import { essence, isJson } from "@agora-chat-openapi/description";
import type { Exchange, ExchangeRequest, ExchangeResponse } from "@agora-chat-openapi/description/validate";
import { type Checker, createChecker } from "../check/checker.ts";
import type { Finding } from "../check/finding.ts";
import { ContractError } from "./contract-error.ts";
import { readAtMost, watched } from "./streams.ts";

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface ContractFetchOptions {
  /** Whether a finding rejects the call that made it, or is only kept. @default "throw" */
  mode?: "throw" | "collect";
  /** Checker to use, and whose coverage grows. @default one that the whole process shares */
  checker?: Checker;
  /** Whether what is merely undocumented counts. @default false */
  allowUndocumented?: boolean;
  /** Called for each finding, before the call resolves or rejects. */
  onFinding?: (finding: Finding) => void;
}

/** An exchange that passed, with what was found of it. */
interface Seen {
  exchange: Exchange;
  findings: Finding[];
}

/** A fetch that also keeps what it found. */
export interface ContractFetch extends Fetch {
  /** All findings so far. */
  readonly findings: readonly Finding[];
  readonly checker: Checker;
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
 * JSON responses are read before the call resolves; files stream through, and only their status, headers and length count.
 * @throws ContractError from a call whose exchange does not conform, unless `mode` is "collect"
 */
export function contractFetch(fetch: Fetch, options: ContractFetchOptions = {}): ContractFetch {
  const { mode = "throw", checker = sharedChecker(), allowUndocumented = false, onFinding } = options;
  const findings: Finding[] = [];

  const settle = ({ exchange, findings: own }: Seen): ContractError | undefined => {
    own.push(...checker.checkExchange(exchange.request, exchange.response, exchange.source));
    const found = own.filter(({ severity }) => severity === "error" || !allowUndocumented);
    findings.push(...found);
    for (const finding of found) onFinding?.(finding);
    return mode === "throw" && found.length > 0 ? new ContractError(found) : undefined;
  };

  const checked: Fetch = async (input, init) => {
    const { request, rest } = asRequest(input, init);
    const body = readRequestBody(request);
    const response = await fetch(request, rest);
    const sent: ExchangeRequest = {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: await body,
    };
    const received: ExchangeResponse = { status: response.status, headers: response.headers };

    if (response.body && !isText(response)) {
      const entry: Seen = { exchange: { request: sent, response: received }, findings: [] };
      const stream = watched(response.body, (size, truncated) => {
        Object.assign(received, { size, truncated });
        const error = settle(entry);
        if (error && !truncated) throw error;
      });
      const passed = new Response(stream, response);
      // A constructed response has no address.
      Object.defineProperty(passed, "url", { value: response.url });
      seen.set(passed, entry);
      return passed;
    }
    const entry: Seen = { exchange: { request: sent, response: await readText(response, received) }, findings: [] };
    seen.set(response, entry);
    const error = settle(entry);
    if (error) throw error;
    return response;
  };
  return Object.assign(checked, { findings, checker });
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

function isText({ headers }: Response): boolean {
  const type = essence(headers.get("content-type") ?? "");
  return type === "" || isJson(type) || type.startsWith("text/");
}

async function readText(response: Response, received: ExchangeResponse): Promise<ExchangeResponse> {
  try {
    return { ...received, body: await response.clone().text() };
  } catch {
    // Whoever reads the response gets the error itself.
    return { ...received, truncated: true };
  }
}
