/** Sends one call: its attempts, the waits between them, tokens and turns. It is the fetch beneath openapi-fetch. */
import type { CallRun } from "./call-run.ts";
import { ChatAbortError, type ChatError } from "./errors.ts";
import { type Exchange, exchange, type Received } from "./exchange.ts";
import { isReplayable } from "./files.ts";
import type { Fetch } from "./options.ts";
import { isRetryable, retryAfterMs } from "./retry-after.ts";
import type { Budget, Throttle } from "./throttle.ts";
import type { TokenCache } from "./token.ts";

export interface Transport {
  /** Undefined where no token is sent. */
  token: TokenCache | undefined;
  throttle: Throttle | undefined;
  fetch: Fetch;
}

/** A request, and what its attempts share. */
interface Sending extends Exchange {
  token: TokenCache | undefined;
  budget: Budget | undefined;
}

/** A 429 that says nothing of time pauses the throttle for this long, in ms. */
const DEFAULT_PAUSE_MS = 1000;

/**
 * Sends a request as often as that may help.
 * @returns the last response, which may be an error of the service
 * @throws ChatError where there was none
 */
export async function send(transport: Transport, run: CallRun, request: Request): Promise<Received> {
  const { form, traits } = run.call;
  const isRepeatable = !form || isReplayable(form);
  const token = request.headers.has("authorization") ? undefined : transport.token;
  const body = request.body ? await request.clone().arrayBuffer() : undefined;
  const budget = transport.throttle?.budgetOf(traits);
  const sending: Sending = { fetch: transport.fetch, token, budget, run, request, body };
  let isTokenRenewed = false;

  for (;;) {
    const { bearer, outcome } = await attempt(sending);
    const response = outcome instanceof Error ? undefined : outcome.response;
    const reason = response?.status ?? (outcome as ChatError);
    if (reason === 401 && bearer && isRepeatable && !isTokenRenewed && token?.refuse(bearer)) {
      isTokenRenewed = true;
      continue;
    }
    if (outcome instanceof Error || isRetryable(outcome.response.status, outcome.content)) {
      const askedMs = response && retryAfterMs(response);
      if (reason === 429) budget?.pause(askedMs ?? DEFAULT_PAUSE_MS);
      if (isRepeatable && (await run.waitForRetry(reason, askedMs))) continue;
      if (outcome instanceof Error) throw outcome;
    }
    return outcome;
  }
}

/** Sends a request once, with the client's own token where it bears none. */
async function attempt(sending: Sending): Promise<{ bearer: string | undefined; outcome: Received | ChatError }> {
  const { budget, run, request, token } = sending;
  const { signal } = run.call;
  if (signal?.aborted) throw new ChatAbortError(signal.reason, run);
  const slot = budget && (await budget.acquire(run));
  try {
    const found = token?.get();
    const bearer = typeof found === "object" ? await run.bearer(found) : found;
    if (bearer) request.headers.set("authorization", `Bearer ${bearer}`);
    if (run.hooks.onRequest) await run.notify("onRequest", { attempt: run.attempts + 1 });
    run.attempts++;
    const startedAt = performance.now();
    const outcome = await exchange(sending);
    const durationMs = performance.now() - startedAt;
    if (outcome instanceof Error) await run.notify("onError", { error: outcome, durationMs });
    else if (run.hooks.onResponse) {
      const { status, headers } = outcome.response;
      await run.notify("onResponse", { status, durationMs, requestId: headers.get("x-request-id") });
    }
    return { bearer, outcome };
  } finally {
    slot?.release();
  }
}
