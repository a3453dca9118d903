import { parseErrorBody } from "./error-body.ts";
import { lastingCodes } from "./generated/lasting-codes.ts";

/** Whether and when another attempt may succeed, by status and headers of a response. */

const RETRYABLE = [408, 429, 502, 503, 504];

/** The three forms of RFC 9110, such as `Sun, 06 Nov 1994 08:49:37 GMT`. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w -]+ \d\d:\d\d:\d\d (GMT|\d{4})$/;

/** Whether a call that got this status may succeed later, and its body, as received, does not say otherwise. */
export function isRetryable(status: number, body: unknown): boolean {
  return RETRYABLE.includes(status) && !lastingCodes.includes(Object(parseErrorBody(body)).error);
}

/** The `Retry-After` of a response, in ms; undefined where it has none, or neither digits nor an HTTP date. */
export function retryAfterMs({ headers }: Pick<Response, "headers">): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, Number.MAX_SAFE_INTEGER);
  const date = parseHttpDate(value);
  if (Number.isNaN(date)) return undefined;
  // Counted by the server's own clock, which may differ from ours.
  return Math.max(0, date - (parseHttpDate(headers.get("date") ?? "") || Date.now()));
}

/** An HTTP date in Unix ms, or NaN. */
function parseHttpDate(text: string): number {
  return HTTP_DATE.test(text) ? Date.parse(text.endsWith("GMT") ? text : `${text} GMT`) : Number.NaN;
}
