/** When to send again, and how long to wait before. */

const RETRYABLE = [408, 429, 502, 503, 504];
const BASE_MS = 500;
const CAP_MS = 8000;

/** Whether a call that got this status may succeed later. */
export function isRetryableStatus(status: number): boolean {
  return RETRYABLE.includes(status);
}

/** Whether a failed attempt may be sent again: a POST only when the service surely has not processed it. */
export function mayRepeat(method: string, failure: number | Error, retryPost: boolean): boolean {
  if (typeof failure === "number" && !isRetryableStatus(failure)) return false;
  return method !== "POST" || retryPost || failure === 429 || isConnectionRefused(failure);
}

/** Exponential backoff with full jitter: up to 0.5 s, then twice as much each time, 8 s at most. */
export function backoffMs(retry: number): number {
  return Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** (retry - 1));
}

/** `Retry-After` in ms, given in seconds or as a date; undefined when it is absent or malformed. */
export function retryAfterMs(response: Response, now = Date.now()): number | undefined {
  const header = response.headers.get("retry-after");
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Every runtime says it in its own words. */
function isConnectionRefused(failure: unknown): boolean {
  for (let error = failure; error instanceof Error; error = error.cause) {
    if (/ECONNREFUSED|connection ?refused/i.test(`${(error as { code?: unknown }).code} ${error.message}`)) return true;
  }
  return false;
}
