import type { Readable } from "node:stream";

/** A request, read to its end unless its body is left as a stream. */
export interface HttpRequest {
  /** In capitals. */
  method: string;
  /** Path and query as sent. */
  url: string;
  /** By name in lower case; fields that came more than once are joined with commas. */
  headers: Record<string, string>;
  /** Decoded by `Content-Encoding`; empty when there is none. */
  body: Buffer;
  /** The body as it comes, decoded, where it was not read: see `isStreamed` of `serve`. It throws an `HttpError`. */
  stream?: Readable;
}

/** A response before it is put on the wire. */
export interface HttpResponse {
  /** 0 cuts the connection in place of a response. */
  status: number;
  headers?: Record<string, string>;
  /** Undefined stands for none, as of a 204. */
  body?: string | Uint8Array | undefined;
}

/** A response whose body may come bit by bit. */
export interface StreamedResponse extends Omit<HttpResponse, "body"> {
  /** A stream is sent in chunks unless `content-length` says how much it is; one that fails cuts the connection. */
  body?: string | Uint8Array | Readable | undefined;
}

/** A request that the server does not take. The message is a sentence for the one who sent it. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  /** The status that says so, from 400 to 599. */
  readonly status: number;
  /** What the response says beside its body. */
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}
