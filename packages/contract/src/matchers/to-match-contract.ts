/** The matcher of Vitest and Jest. */
import type { Exchange, ExchangeRequest } from "@agora-chat-openapi/description/validate";
import { type Allowances, counts } from "../check/finding.ts";
import { describeFindings } from "../fetch/contract-error.ts";
import { exchangeOf, sharedChecker } from "../fetch/contract-fetch.ts";
import { readExchange } from "../fetch/read-exchange.ts";

export interface MatchContractOptions extends Allowances {
  /** The request of the response: needed for a response that did not come through a contract fetch. */
  request?: Request | (Pick<ExchangeRequest, "method"> & Partial<ExchangeRequest>);
}

export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/**
 * Holds a response to the description: `await expect(response).toMatchContract()`. A response that came through a
 * contract fetch knows its request; for any other, give it: `toMatchContract({ request: { method: "GET" } })`. An
 * exchange with `request` and `response` can be given in place of a response.
 * @throws TypeError for anything else, and for a response whose request is not known
 */
export async function toMatchContract(
  received: Response | Exchange,
  options: MatchContractOptions = {},
): Promise<MatcherResult> {
  const known = received instanceof Response ? exchangeOf(received) : undefined;
  const exchange = known?.exchange ?? (await toExchange(received, options.request));
  const all = known?.findings ?? sharedChecker().checkExchange(exchange.request, exchange.response, exchange.source);
  const findings = all.filter(({ severity }) => counts(severity, options));
  const pass = findings.length === 0;
  const { method, url } = exchange.request;
  return {
    pass,
    message: () =>
      pass ? `expected ${method} ${url} not to conform to the description, but it does` : describeFindings(findings),
  };
}

async function toExchange(received: Response | Exchange, request: MatchContractOptions["request"]): Promise<Exchange> {
  if (!(received instanceof Response)) {
    if (received?.request && received.response) return received;
    throw new TypeError("toMatchContract takes a Response, or an exchange with request and response");
  }
  if (!request?.method) {
    throw new TypeError(
      "toMatchContract does not know the request of this response: fetch it with contractFetch(fetch), or give { request: { method } }",
    );
  }
  if (received.bodyUsed) throw new TypeError("toMatchContract needs a response whose body was not read yet");
  if (request instanceof Request) return readExchange(request, received);
  const url = request.url ?? received.url;
  if (!url) throw new TypeError("toMatchContract needs the address of the request: give { request: { method, url } }");
  const { status, headers } = received;
  return { request: { ...request, url }, response: { status, headers, body: await received.clone().text() } };
}
