/** One request on its way through the proxy, and the response on its way back. */
import type { Agent, ClientRequest, IncomingMessage, RequestOptions, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { ExchangeResponse } from "@agora-chat-openapi/description/validate";
import type { Recorded } from "../har/write-entry.ts";
import { Capture } from "./capture.ts";
import { endToEnd, fieldsOf } from "./raw-headers.ts";

export interface Upstream {
  request: (options: RequestOptions) => ClientRequest;
  agent: Agent;
  target: URL;
}

/** Gets what passes by. */
export interface Observer {
  /** Gets each request before its response has come: later ones may repeat its secrets. */
  onRequest?: (url: string, headers: Record<string, string>) => void;
  /** Gets each exchange that was completed, with secrets and all. */
  onExchange: (recorded: Recorded) => Promise<void> | void;
  /** Told of what was not recorded, and why. */
  onFailure?: (method: string, url: string, reason: string) => void;
}

/** How a response came through: `truncated` by the service, or `aborted` by the client. */
type Completion = "complete" | "truncated" | "aborted";

/** Forwards a request, returns its response and reports both. What fails is a 502 or a broken connection to the client. */
export async function forward(
  upstream: Upstream,
  request: IncomingMessage,
  response: ServerResponse,
  observer: Observer,
): Promise<void> {
  const { method = "GET", url: asked = "/" } = request;
  if (!asked.startsWith("/")) {
    observer.onFailure?.(method, asked, NO_FORWARD_PROXY);
    respond(request, response, 421, { error: "misdirected_request", error_description: NO_FORWARD_PROXY });
    return;
  }
  const path = upstream.target.pathname.replace(/\/+$/, "") + asked;
  const url = upstream.target.origin + path;
  const headers: Record<string, string> = { ...fieldsOf(request.rawHeaders), host: upstream.target.host };
  const startedAt = Date.now();
  const [sent, received] = [new Capture(), new Capture()];
  request.on("data", (chunk: Buffer) => sent.add(chunk));
  observer.onRequest?.(url, headers);
  try {
    const incoming = await send(upstream, request, response, path);
    const waitMs = Date.now() - startedAt;
    const completion = await relay(incoming, response, received);
    const receiveMs = Date.now() - startedAt - waitMs;
    if (completion === "aborted") {
      observer.onFailure?.(method, url, CLIENT_ABORTED);
      return;
    }
    const body = request.complete ? await sent.body(headers["content-encoding"]) : undefined;
    await observer.onExchange({
      exchange: { request: { method, url, headers, body }, response: await toResponse(incoming, received, completion) },
      ...{ startedAt, waitMs, receiveMs },
      requestSize: sent.size,
      responseSize: received.size,
      statusText: incoming.statusMessage ?? "",
    });
  } catch (error) {
    const { message, code = "" } = error as NodeJS.ErrnoException;
    const reason = response.destroyed ? CLIENT_ABORTED : message || code;
    observer.onFailure?.(method, url, reason);
    const description = `${upstream.target.host} does not respond: ${reason}`;
    respond(request, response, 502, { error: "bad_gateway", error_description: description });
  }
}

async function toResponse(
  incoming: IncomingMessage,
  received: Capture,
  completion: Completion,
): Promise<ExchangeResponse> {
  const headers = fieldsOf(incoming.rawHeaders);
  const body = await received.body(headers["content-encoding"]);
  return { status: incoming.statusCode ?? 0, headers, body, ...(completion === "truncated" && { truncated: true }) };
}

const NO_FORWARD_PROXY = "the recorder is not a forward proxy: use its address as that of the service";
const CLIENT_ABORTED = "the client closed the connection";

/** Sends the request to the service. @returns the response, of which only the head has come */
function send(
  { request: open, agent, target }: Upstream,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<IncomingMessage> {
  const hasBody = "transfer-encoding" in request.headers || Number(request.headers["content-length"]) > 0;
  const { protocol, port } = target;
  const hostname = target.hostname.replace(/^\[|\]$/g, "");
  const headers = toUpstream(request, target.host, hasBody);
  const attempt = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const outgoing = open({
        protocol,
        hostname,
        port,
        agent,
        method: request.method,
        path,
        headers,
      } as RequestOptions);
      response.once("close", () => {
        if (!response.writableFinished) outgoing.destroy();
      });
      outgoing.once("response", resolve);
      outgoing.on("error", (error: NodeJS.ErrnoException) => {
        request.unpipe(outgoing);
        // An idle connection that the service closed in this very moment.
        const isStale = outgoing.reusedSocket && error.code === "ECONNRESET" && !hasBody && !response.destroyed;
        if (isStale) attempt().then(resolve, reject);
        else reject(error);
      });
      if (hasBody) request.pipe(outgoing);
      else outgoing.end();
    });
  return attempt();
}

function toUpstream(request: IncomingMessage, host: string, hasBody: boolean): string[] {
  const headers = endToEnd(request.rawHeaders, ["host", "expect", "accept-encoding"]);
  const isFramed = request.headers["content-length"] !== undefined;
  const framing = hasBody ? ["transfer-encoding", "chunked"] : ["content-length", "0"];
  // Node frames a body by its method by default.
  const needsFraming = !isFramed && (hasBody || /^(POST|PUT|PATCH)$/.test(request.method ?? ""));
  return ["host", host, ...headers, "accept-encoding", "identity", ...(needsFraming ? framing : [])];
}

/** Returns a response to the client as it comes. */
async function relay(incoming: IncomingMessage, response: ServerResponse, received: Capture): Promise<Completion> {
  let completion: Completion = "complete";
  // Whoever breaks off first makes the other one break off, too.
  const completeAs = (other: Completion) => {
    if (completion === "complete") completion = other;
  };
  response.once("close", () => {
    if (!response.writableFinished) completeAs("aborted");
  });
  incoming.once("error", () => completeAs("truncated"));
  response.sendDate = false;
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage ?? "", endToEnd(incoming.rawHeaders));
  incoming.on("data", (chunk: Buffer) => received.add(chunk));
  await pipeline(incoming, response).catch(() => completeAs("truncated"));
  return completion;
}

/** Responds in place of the service. */
function respond(request: IncomingMessage, response: ServerResponse, status: number, body: object): void {
  request.resume();
  if (response.writableFinished) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
