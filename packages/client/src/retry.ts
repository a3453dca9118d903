/** When to send again, and how long to wait before. */
import type { Call } from "./call.ts";
import { ChatNetworkError, ChatTimeoutError, type FailureReason } from "./errors.ts";

const BASE_MS = 500;
const CAP_MS = 8000;

/**
 * Whether a failed attempt may be sent again: a POST only when the service surely has not processed it.
 * @param reason an error, or a status after which another attempt may succeed
 */
export function mayRepeat({ method, traits, retryPost }: Call, reason: FailureReason): boolean {
  const mayPass =
    typeof reason === "number" || reason instanceof ChatNetworkError || reason instanceof ChatTimeoutError;
  if (!mayPass || traits.isIdempotent === false) return false;
  return method !== "POST" || retryPost || reason === 429 || isConnectionRefused(reason);
}

/**
 * How long to wait before the next attempt, in ms: what the service asks for, and a random part on top that grows with
 * each retry, up to 0.5 s first and 8 s in the end, so that a crowd of callers spreads out.
 */
export function retryDelayMs(retry: number, askedMs = 0): number {
  return askedMs + Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** (retry - 1));
}

/** Every runtime says it in its own words. */
function isConnectionRefused(reason: FailureReason): boolean {
  for (let error: unknown = reason; error instanceof Error; error = error.cause) {
    if (/ECONNREFUSED|connection ?refused/i.test(`${(error as { code?: unknown }).code} ${error.message}`)) return true;
  }
  return false;
}
