/** Exchanges as entries of HAR 1.2. */
import type { Body, Exchange, Fields } from "@agora-chat-openapi/description/validate";
import { sizeOf } from "@agora-chat-openapi/description/validate";

/** When an exchange was, and how many bytes went over the wire. */
export interface Recorded {
  exchange: Exchange;
  /** Unix time in ms. */
  startedAt: number;
  /** From the request's first byte to the response's first, in ms. */
  waitMs: number;
  /** From the response's first byte to its last, in ms. */
  receiveMs: number;
  /** Of the bodies, in bytes. */
  requestSize: number;
  responseSize: number;
  statusText: string;
}

/** Makes an entry of an exchange from which secrets have been removed. */
export function toHarEntry({ exchange, ...recorded }: Recorded): object {
  const { request, response } = exchange;
  const { startedAt, waitMs, receiveMs, requestSize, responseSize, statusText } = recorded;
  const sent = toRecord(request.headers);
  const received = toRecord(response.headers);
  const size = response.body === undefined ? responseSize : sizeOf(response.body);
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: waitMs + receiveMs,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toList(sent),
      queryString: [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value })),
      ...(requestSize > 0 && { postData: { mimeType: sent["content-type"] ?? "", ...textOf(request.body) } }),
      headersSize: -1,
      bodySize: requestSize,
    },
    response: {
      status: response.status,
      statusText,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toList(received),
      content: { size, mimeType: received["content-type"] ?? "", ...textOf(response.body) },
      redirectURL: received["location"] ?? "",
      headersSize: -1,
      bodySize: responseSize,
      ...(response.truncated && { _truncated: true }),
    },
    cache: {},
    timings: { send: 0, wait: waitMs, receive: receiveMs },
  };
}

function textOf(body: Body): object {
  if (body === undefined) return { comment: "not kept" };
  return typeof body === "string" ? { text: body } : { text: Buffer.from(body).toString("base64"), encoding: "base64" };
}

function toRecord(fields: Fields | undefined): Record<string, string> {
  return fields instanceof Headers ? Object.fromEntries(fields) : (fields ?? {});
}

function toList(fields: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(fields).map(([name, value]) => ({ name, value }));
}
