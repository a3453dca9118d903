/** One request and the response to it. */
export interface Exchange {
  request: ExchangeRequest;
  response: ExchangeResponse;
  /** Where it was seen, such as `traffic.har entry 12`. */
  source?: string;
}

export interface ExchangeRequest {
  /** HTTP method. */
  method: string;
  /** Whole URL, or path and query. */
  url: string;
  headers?: Fields;
  /** The body as sent; "" is empty, undefined is one that was not kept. */
  body?: Body;
}

export interface ExchangeResponse {
  status: number;
  headers?: Fields;
  /** The body as received, decoded by `Content-Encoding`; "" is empty, undefined is one that was not kept. */
  body?: Body;
  /** How long a body was that was not kept, in bytes. */
  size?: number;
  /** Says that the body ended before it was whole. */
  truncated?: boolean;
}

/** Header fields by name, or as fetch has them. Names in lower case are found soonest. */
export type Fields = Record<string, string> | Headers;
export type Body = string | Uint8Array | undefined;

/** A header field by its name in lower case, or undefined. */
export function field(fields: Fields | undefined, name: string): string | undefined {
  if (fields === undefined) return undefined;
  if (fields instanceof Headers) return fields.get(name) ?? undefined;
  const value = fields[name];
  if (value !== undefined) return value;
  for (const key in fields) {
    if (key.length === name.length && key.toLowerCase() === name) return fields[key];
  }
  return undefined;
}

/** A body as text, without the mark with which some tools begin UTF-8. */
export function textOf(body: string | Uint8Array): string {
  const text = typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

/** The size of a body in bytes. */
export function sizeOf(body: string | Uint8Array): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
}

/** Path and query of a URL, each as it stands there. */
export function splitUrl(url: string): { path: string; search: string } {
  const begin = url.startsWith("/") ? 0 : url.indexOf("/", url.indexOf("://") + 3);
  if (begin < 0) return { path: "/", search: "" };
  let end = url.indexOf("#", begin);
  if (end < 0) end = url.length;
  const query = url.indexOf("?", begin);
  if (query < 0 || query > end) return { path: url.slice(begin, end), search: "" };
  return { path: url.slice(begin, query), search: url.slice(query + 1, end) };
}
