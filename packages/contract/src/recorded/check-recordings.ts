import { isUtf8 } from "node:buffer";
import type { Exchange, ExchangeResponse } from "@agora-chat-openapi/description/validate";
import type { Checker } from "../check/checker.ts";
import { Findings } from "../check/findings.ts";
import type { Result } from "../reports/result.ts";
import { type ReadOptions, readRecordings } from "./read-recordings.ts";
import { Service } from "./service.ts";

export interface RecordedOptions extends ReadOptions {
  /** Where the service was reached, beside the servers of the description; what stands before the paths is left out. */
  baseUrls?: string[];
  /** Hosts that are never taken for the service. */
  ignoreHosts?: string[];
  /** Told how many exchanges have been checked. */
  onChecked?: (exchanges: number) => void;
}

/** What of an exchange says that its path is undocumented. */
type Outline = Pick<Exchange, "source"> & { host: string; method: string; url: string; status: number };

/** How many exchanges of hosts that may turn out to be the service are remembered. */
const MAX_OUTLINES = 10_000;

/**
 * Checks the exchanges of recordings that are with the service: with a server of the description, a given base URL, or
 * any host of which some exchange names an operation.
 * @returns what they break, and the hosts that were taken for the service by their paths alone
 * @throws RecordingError when a file cannot be read
 */
export async function checkRecordings(
  checker: Checker,
  paths: string[],
  options: RecordedOptions = {},
): Promise<{ result: Result; found: string[] }> {
  const run = new RecordedRun(checker, new Service(checker.description, options.baseUrls, options.ignoreHosts));
  for await (const exchange of readRecordings(paths, options)) {
    run.take(exchange);
    options.onChecked?.(run.exchanges);
  }
  return { result: run.result(paths.join(", ")), found: [...run.found] };
}

class RecordedRun {
  exchanges = 0;
  readonly #checker: Checker;
  readonly #service: Service;
  readonly #findings = new Findings();
  readonly #passedOver = new Map<string, number>();
  #outlines: Outline[] = [];

  constructor(checker: Checker, service: Service) {
    this.#checker = checker;
    this.#service = service;
  }

  get found(): ReadonlySet<string> {
    return this.#service.found;
  }

  take(exchange: Exchange): void {
    const { method, url } = exchange.request;
    const { host } = new URL(url);
    // A browser asks before each call to another origin.
    if (method === "OPTIONS" && this.#checker.operationOf(method, url) === undefined) return;
    const belonging = this.#service.belonging(url);
    if (belonging.to === "service") this.#check(exchange, belonging.url);
    else if (belonging.to === "unknown" && this.#checker.operationOf(method, url) !== undefined) {
      this.#adopt(host);
      this.#check(exchange, url);
    } else {
      this.#passedOver.set(host, (this.#passedOver.get(host) ?? 0) + 1);
      if (belonging.to === "unknown") this.#remember(host, exchange);
    }
  }

  result(subject: string): Result {
    const { coverage, description } = this.#checker;
    const passedOver = Object.fromEntries([...this.#passedOver].sort(([, one], [, other]) => other - one));
    return { subject, exchanges: this.exchanges, passedOver, findings: this.#findings.groups(), coverage, description };
  }

  #check({ request, response, source }: Exchange, url: string): void {
    const asDescribed = { ...request, url };
    this.#checker.redactor.learnFrom({
      request: asDescribed,
      response: isBinary(response) ? { ...response, body: undefined } : response,
    });
    this.exchanges += 1;
    for (const finding of this.#checker.checkExchange(asDescribed, response, source)) this.#findings.add(finding);
  }

  #remember(host: string, { request, response, source }: Exchange): void {
    if (this.#outlines.length >= MAX_OUTLINES) return;
    const { method, url } = request;
    this.#outlines.push({ host, method, url, status: response.status, ...(source !== undefined && { source }) });
  }

  /** Checks what was passed over before it was known whose host it is. */
  #adopt(host: string): void {
    this.#service.add(host);
    const missed = this.#outlines.filter((outline) => outline.host === host);
    this.#outlines = this.#outlines.filter((outline) => outline.host !== host);
    this.#passedOver.delete(host);
    for (const { method, url, status, source } of missed) {
      this.#check({ request: { method, url }, response: { status }, ...(source !== undefined && { source }) }, url);
    }
  }
}

/** Whether a response is a file that is not text, which names no secrets. */
function isBinary({ body }: ExchangeResponse): boolean {
  return body instanceof Uint8Array && !isUtf8(body);
}
