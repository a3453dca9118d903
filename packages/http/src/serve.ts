/** A server of whole requests and responses. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import { createGuard, type GuardOptions } from "./guard.ts";
import { type Listener, type ListenOptions, listen, type Upgrade } from "./listen.ts";
import { HttpError, type HttpRequest, type StreamedResponse } from "./message.ts";
import { readBody, streamBody } from "./read-body.ts";

/** Responds to a request. What it throws that is not an `HttpError` is a fault of the server. */
export type Handler = (request: HttpRequest) => StreamedResponse | Promise<StreamedResponse>;

export interface ServeOptions extends ListenOptions, GuardOptions {
  /** Largest body that is read, in bytes. @default 32 MiB */
  maxBody?: number;
  /**
   * Which requests the handler gets with their body as a stream, however large it is. What it leaves unread is thrown away.
   * @default none
   */
  isStreamed?: (request: Omit<HttpRequest, "body" | "stream">) => boolean;
  /** Is told of each response that was sent, refusals included. */
  onResponse?: (request: IncomingMessage, status: number) => void;
  /** Is told of faults of the handler. @default console.error */
  onFault?: (error: unknown) => void;
}

const MAX_BODY = 32 * 1024 * 1024;

/**
 * Serves requests, pages of allowed origins among the callers: what the guard or the body limit does not let through, and
 * what the handler fails at, gets the response that `refuse` makes of it.
 * @throws Error with the `code` of the system, such as "EADDRINUSE"; TypeError for a malformed host or origin
 */
export function serve(handle: Handler, options: ServeOptions): Promise<Listener> {
  const { host, allowHosts = [], maxBody = MAX_BODY, isStreamed = () => false, refuse } = options;
  const { onUpgrade, onResponse, onFault = console.error } = options;
  const guard = createGuard({ ...options, allowHosts: host === undefined ? allowHosts : [host, ...allowHosts] });

  const respond = async (request: IncomingMessage): Promise<StreamedResponse> => {
    guard(request.headers);
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(request.headers) };
    const response = await toRequest(request, maxBody, isStreamed).then(handleWhole).catch(fail);
    if (request.headers.origin === undefined) return response;
    return { ...response, headers: { ...response.headers, ...corsHeaders(request.headers) } };
  };

  const handleWhole = (request: HttpRequest): StreamedResponse | Promise<StreamedResponse> => {
    const { stream } = request;
    if (!stream) return handle(request);
    return (async () => handle(request))().finally(() => stream.destroy());
  };

  const fail = (error: unknown): StreamedResponse => {
    if (error instanceof HttpError) return refused(error);
    onFault(error);
    return refused(new HttpError(500, "the server failed at this request, which is a fault of its own"));
  };

  const refused = (error: HttpError): StreamedResponse => {
    const response = refuse(error);
    return { ...response, headers: { ...response.headers, ...error.headers } };
  };

  const upgrade: Upgrade = (request, socket, head) => {
    guard(request.headers);
    onUpgrade?.(request, socket, head);
  };

  return listen(
    async (request, response) => {
      const result = await respond(request).catch(fail);
      send(response, result);
      onResponse?.(request, result.status);
    },
    onUpgrade ? { ...options, onUpgrade: upgrade } : options,
  );
}

async function toRequest(
  request: IncomingMessage,
  maxBody: number,
  isStreamed: NonNullable<ServeOptions["isStreamed"]>,
): Promise<HttpRequest> {
  const { method = "GET", url = "/" } = request;
  const head = { method, url, headers: singleValues(request) };
  if (isStreamed(head)) return { ...head, body: Buffer.alloc(0), stream: streamBody(request) };
  return { ...head, body: await readBody(request, maxBody) };
}

/** Only `Set-Cookie`, which no request should have, comes as a list. */
function singleValues({ headers }: IncomingMessage): Record<string, string> {
  const { "set-cookie": cookies } = headers;
  return (cookies ? { ...headers, "set-cookie": cookies.join(", ") } : headers) as Record<string, string>;
}

function send(response: ServerResponse, { status, headers, body }: StreamedResponse): void {
  if (status === 0) {
    response.destroy();
    return;
  }
  if (body instanceof Readable) {
    response.writeHead(status, headers);
    // A body that breaks off, or a client that goes, ends both.
    pipeline(body, response).catch(() => response.destroy());
    return;
  }
  const length = body === undefined ? undefined : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
