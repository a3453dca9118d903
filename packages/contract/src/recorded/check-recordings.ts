import { isUtf8 } from "node:buffer";
import type { ExchangeResponse } from "@agora-chat-openapi/description/validate";
import type { Checker } from "../check/checker.ts";
import { Findings } from "../check/findings.ts";
import type { Result } from "../reports/result.ts";
import { type Evidence, ServiceEvidence } from "./evidence.ts";
import type { Note, OnNote } from "./notes.ts";
import { type ReadOptions, type RecordedExchange, readRecordings } from "./read-recordings.ts";
import { SecurityFindings } from "./security-findings.ts";
import { Service } from "./service.ts";
import { UndecidedHosts } from "./undecided-hosts.ts";

export interface RecordedOptions extends ReadOptions {
  /** Where the service was reached, beside the servers of the description; what stands before the paths is left out. */
  baseUrls?: string[];
  /** Hosts that are never taken for the service. */
  ignoreHosts?: string[];
  /** Told how many exchanges have been checked. */
  onChecked?: (exchanges: number) => void;
}

export interface RecordedOutcome {
  result: Result;
  /** Hosts that were taken for the service by their paths and responses. */
  found: string[];
  /** Origins of hosts that have paths of the service, but other responses, and were passed over. */
  foreign: string[];
}

/**
 * Checks the exchanges of recordings that are with the service: with a server of the description, a given base URL, or
 * any host of which some exchange names an operation and has not the response of another API. Callbacks are known by
 * their bodies, whatever their host.
 * @throws RecordingError when a file that is named cannot be read
 */
export async function checkRecordings(
  checker: Checker,
  paths: string[],
  options: RecordedOptions = {},
): Promise<RecordedOutcome> {
  const { baseUrls, ignoreHosts, onNote = () => {}, onChecked } = options;
  const service = new Service(checker.description, baseUrls, ignoreHosts);
  const incomplete = new Set<string>();
  const noted = (note: Note) => {
    if (note.incomplete !== undefined) incomplete.add(`${note.source} ${note.incomplete}`);
    onNote(note);
  };
  const run = new RecordedRun(checker, service);
  for await (const exchange of readRecordings(paths, { onNote: noted })) {
    run.take(exchange);
    onChecked?.(run.exchanges);
  }
  const result = run.finish(onNote);
  return {
    result: { ...result, subject: paths.join(", "), incomplete: [...incomplete] },
    found: [...service.found],
    foreign: run.foreign,
  };
}

class RecordedRun {
  exchanges = 0;
  #unreadBodies = 0;
  readonly #checker: Checker;
  readonly #service: Service;
  readonly #evidence: ServiceEvidence;
  readonly #findings = new Findings();
  readonly #security = new SecurityFindings();
  readonly #undecided = new UndecidedHosts();
  readonly #passedOver = new Map<string, number>();
  readonly #callbacks = new Map<string, number>();

  constructor(checker: Checker, service: Service) {
    this.#checker = checker;
    this.#service = service;
    this.#evidence = new ServiceEvidence(checker.description);
  }

  get foreign(): string[] {
    return this.#undecided.foreign();
  }

  take(exchange: RecordedExchange): void {
    const { method, url } = exchange.request;
    const { host } = new URL(url);
    const operationId = this.#checker.operationOf(method, url);
    // A browser asks before each call to another origin.
    if (method === "OPTIONS" && operationId === undefined) return;
    const callback = operationId === undefined ? this.#checker.callbackOf(exchange.request) : undefined;
    if (callback !== undefined) {
      this.#checkCallback(callback, exchange);
      return;
    }
    const belonging = this.#service.belonging(url);
    if (belonging.to === "service") {
      this.#check(exchange, belonging.url);
      return;
    }
    const evidence: Evidence | undefined =
      operationId === undefined ? undefined : this.#evidence.of(operationId, exchange.response);
    if (belonging.to === "unknown" && evidence === "for") {
      this.#adopt(host);
      this.#check(exchange, url);
      return;
    }
    this.#passedOver.set(host, (this.#passedOver.get(host) ?? 0) + 1);
    if (belonging.to === "unknown") this.#undecided.remember(host, exchange, evidence);
  }

  /** Decides on what is left. @returns what was found */
  finish(onNote: OnNote): Omit<Result, "subject" | "incomplete"> {
    for (const host of this.#undecided.likely()) this.#adopt(host);
    for (const source of this.#security.flush(this.#findings)) {
      const reason =
        "has no Authorization header in any request: that calls without a token are refused cannot be told";
      onNote({ source, reason });
    }
    const { coverage, description } = this.#checker;
    return {
      exchanges: this.exchanges,
      unreadBodies: this.#unreadBodies,
      passedOver: Object.fromEntries([...this.#passedOver].sort(([, one], [, other]) => other - one)),
      callbacks: Object.fromEntries(this.#callbacks),
      findings: this.#findings.groups(),
      coverage,
      description,
    };
  }

  #check({ request, response, source, file }: RecordedExchange, url: string): void {
    const asDescribed = { ...request, url };
    this.#checker.redactor.learnFrom({
      request: asDescribed,
      response: isBinary(response) ? { ...response, body: undefined } : response,
    });
    this.exchanges += 1;
    if (response.body === undefined && request.method !== "HEAD") this.#unreadBodies += 1;
    this.#security.see(file, request);
    for (const finding of this.#checker.checkExchange(asDescribed, response, source)) {
      if (!this.#security.keep(file, finding)) this.#findings.add(finding);
    }
  }

  #checkCallback(name: string, { request, response, source }: RecordedExchange): void {
    this.exchanges += 1;
    this.#callbacks.set(name, (this.#callbacks.get(name) ?? 0) + 1);
    for (const finding of this.#checker.checkCallback(request, response, source)) this.#findings.add(finding);
  }

  /** Takes a host for the service, and checks what was exchanged with it before. */
  #adopt(host: string): void {
    this.#service.add(host);
    this.#passedOver.delete(host);
    for (const exchange of this.#undecided.take(host)) this.#check(exchange, exchange.request.url);
  }
}

/** Whether a response is a file that is not text, which names no secrets. */
function isBinary({ body }: ExchangeResponse): boolean {
  return body instanceof Uint8Array && !isUtf8(body);
}
