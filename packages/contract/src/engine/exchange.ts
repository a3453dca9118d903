/** One request and the answer it got, as the checker reads them. */
export interface Exchange {
  request: ExchangeRequest;
  response: ExchangeResponse;
  /** Where it was seen, such as `traffic.har entry 12`. */
  source?: string;
}

export interface ExchangeRequest {
  /** HTTP method, in upper case. */
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

/** Header fields by name in lower case, or as fetch has them. */
export type Fields = Record<string, string> | Headers;
export type Body = string | Uint8Array | undefined;

/** A header field, or undefined. */
export function field(fields: Fields | undefined, name: string): string | undefined {
  if (fields === undefined) return undefined;
  if (fields instanceof Headers) return fields.get(name) ?? undefined;
  return fields[name];
}

/** A body as text. */
export function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}

/** The size of a body in bytes. */
export function sizeOf(body: string | Uint8Array): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
}
