/** Entries of HAR files as exchanges, whichever browser, proxy or client wrote them. */
import { isObject, type Json } from "@agora-chat-openapi/description";
import type { Exchange } from "@agora-chat-openapi/description/validate";
import type { Attached } from "./attached.ts";
import { parseEntry } from "./parse-entry.ts";
import { requestBody, responseBody } from "./read-body.ts";

/** What an entry holds: an exchange, or why there is none to check, or not all of it. */
export type ReadEntry = { exchange: Exchange; reason?: string } | { exchange?: undefined; reason: string };

export const NOT_JSON = "is not valid JSON";
const NOT_HTTP = "is not an HTTP exchange (a tunnel, a WebSocket, data: and the like)";
const NOT_AN_OBJECT = "is not a JSON object";
const NO_REQUEST = 'has no "request" object';
const NO_ATTACHED_BODY = "has its body in a file of its own, which is not beside the recording";
/** Reasons that say that something is not an entry at all. */
export const NOT_AN_ENTRY: ReadonlySet<string> = new Set([NOT_JSON, NOT_AN_OBJECT, NO_REQUEST]);

/** Ways in which browsers say that a response is truncated. */
const TRUNCATED = /ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE_CHUNKED_ENCODING|NS_ERROR_NET_PARTIAL_TRANSFER/;

/** Reads one entry. @param source where it stands, for findings */
export function readEntry(json: Buffer, source: string, attached: Attached = () => undefined): ReadEntry {
  try {
    return toEntry(parseEntry(json), source, attached);
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: NOT_JSON };
    throw error;
  }
}

function toEntry(entry: unknown, source: string, attached: Attached): ReadEntry {
  if (!isObject(entry)) return { reason: NOT_AN_OBJECT };
  const { request, response } = entry;
  if (!isObject(request)) return { reason: NO_REQUEST };
  const fault = requestFault(request);
  if (fault !== undefined) return { reason: fault };
  if (!isObject(response)) return { reason: 'has no "response" object' };
  const reason = responseFault(entry, response);
  if (reason !== undefined) return { reason };
  const missing: string[] = [];
  const watched: Attached = (name) => {
    const bytes = attached(name);
    if (bytes === undefined) missing.push(name);
    return bytes;
  };
  const exchange = toExchange(request, response, source, watched);
  return missing.length > 0 ? { exchange, reason: NO_ATTACHED_BODY } : { exchange };
}

function requestFault({ method, url }: Json): string | undefined {
  if (typeof method !== "string" || method === "") return 'has no "request.method"';
  if (typeof url !== "string") return 'has no "request.url"';
  if (method === "CONNECT" || (/^[a-z][\w+.-]*:/i.test(url) && !/^https?:/i.test(url))) {
    return NOT_HTTP;
  }
  return URL.canParse(url) ? undefined : 'has a "request.url" that is not an absolute URL';
}

function responseFault(entry: Json, response: Json): string | undefined {
  const status = Number(response["status"] ?? Number.NaN);
  if (status === 101) return NOT_HTTP;
  // Chrome writes 0, Playwright -1.
  if (status === 0 || status === -1) return "has no response (aborted, blocked or failed)";
  if (!Number.isInteger(status) || status < 100 || status > 599) return 'has no "response.status" from 100 to 599';
  if (typeof entry["_fromCache"] === "string" || status === 304) return "came from a cache";
  return undefined;
}

function toExchange(request: Json, response: Json, source: string, attached: Attached): Exchange {
  const postData = isObject(request["postData"]) ? request["postData"] : undefined;
  const content = isObject(response["content"]) ? response["content"] : {};
  const sent = fieldsOf(request["headers"], postData?.["mimeType"]);
  const received = fieldsOf(response["headers"], content["mimeType"]);
  const isTruncated = response["_truncated"] === true || TRUNCATED.test(String(response["_error"] ?? ""));
  return {
    request: {
      method: String(request["method"]).toUpperCase(),
      url: String(request["url"]),
      headers: sent,
      body: requestBody(postData, Number(request["bodySize"] ?? -1), sent, attached),
    },
    response: {
      status: Number(response["status"]),
      headers: received,
      body: responseBody(content, received, attached),
      ...(isTruncated && { truncated: true }),
    },
    source,
  };
}

/** Header fields without the pseudo-headers of HTTP/2. Where none were kept, the media type is what is left of them. */
function fieldsOf(headers: unknown, mimeType: unknown): Record<string, string> {
  const fields = new Map<string, string>();
  for (const header of Array.isArray(headers) ? headers : []) {
    if (!isObject(header) || typeof header["name"] !== "string" || header["name"].startsWith(":")) continue;
    const name = header["name"].toLowerCase();
    const value = String(header["value"] ?? "");
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  if (fields.size === 0 && typeof mimeType === "string" && mimeType !== "" && mimeType !== "x-unknown") {
    fields.set("content-type", mimeType);
  }
  return Object.fromEntries(fields);
}
