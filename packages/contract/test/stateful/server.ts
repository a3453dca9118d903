/** A small service with state: the mock's responses, with the state of things filled in. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createRouter, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { type Call, type Handlers, Refusal, type Reply } from "./handler.ts";
import { messages, threads } from "./messages.ts";
import { notes } from "./notes.ts";
import { push } from "./push.ts";
import { groups, rooms } from "./spaces.ts";
import { State } from "./state.ts";
import { users } from "./users.ts";

/** A request that was served. */
export interface Served {
  method: string;
  /** Path and query. */
  url: string;
  operationId: string | undefined;
}

export interface StatefulServer {
  url: string;
  requests: Served[];
  /** The names of all things that are there. */
  left(): string[];
  /** Has it die at the n-th request from now, or at the first success of an operation: that one is done, and its response lost. */
  dieAt(request: number | string): void;
  /** Whether it has died. */
  isDead(): boolean;
  /** Lets it live again, at the same address and with all its state. */
  revive(): Promise<void>;
  /** How long each response takes, in ms; a request keeps what held when it came. */
  delayMs: number;
  /** Responses of operations that replace theirs: a status, and a body that is sent as it is. */
  faults: Map<string, { status: number; body: string }>;
  /** The one token that it takes; any, unless set. */
  token: string | undefined;
  /** Has it live, forget everything and behave. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

interface MockResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

const HANDLERS: Handlers = { ...users, ...groups, ...rooms, ...notes, ...messages, ...threads, ...push };

/** Starts the service on loopback, at a free port. */
export async function startStatefulServer(): Promise<StatefulServer> {
  const mock = await startMock({ port: 0 });
  const routes = createRoutes();
  let state = new State();
  let deadline: number | string = Number.POSITIVE_INFINITY;
  let http = createServer();
  let isDead = false;

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "" } = request;
    const found = routes(method, url);
    const { delayMs } = server;
    server.requests.push({ method, url, operationId: found?.operationId });
    if (typeof deadline === "number") deadline -= 1;
    const isNumbered = deadline === 0;
    const outgoing = await respond(request, { mock, state, server, found });
    const isLast = isNumbered || (deadline === found?.operationId && outgoing.status < 400);
    await sleep(delayMs, undefined, { ref: false });
    if (isLast) await die();
    if (isDead) return void response.destroy();
    response.writeHead(outgoing.status, { ...outgoing.headers, "content-length": Buffer.byteLength(outgoing.body) });
    response.end(outgoing.body);
  };
  const listen = async (port: number) => {
    http = createServer((request, response) => {
      handle(request, response).catch((error: Error) => response.destroy(error));
    });
    await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
    return (http.address() as AddressInfo).port;
  };
  const die = () => {
    isDead = true;
    return stop(http);
  };

  const port = await listen(0);
  const server: StatefulServer = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    delayMs: 0,
    faults: new Map(),
    token: undefined,
    left: () => state.left(),
    dieAt(request) {
      deadline = request;
    },
    isDead: () => isDead,
    async revive() {
      isDead = false;
      deadline = Number.POSITIVE_INFINITY;
      await listen(port);
    },
    async reset() {
      if (isDead) await server.revive();
      state = new State();
      deadline = Number.POSITIVE_INFINITY;
      server.faults.clear();
      Object.assign(server, { requests: [], delayMs: 0, token: undefined });
    },
    close: async () => {
      if (!isDead) await stop(http);
      await mock.close();
    },
  };
  return server;
}

type Route = { operationId: string; path: Record<string, string> };

/** Finds operations by method and address, as the checker does, and reads path parameters. */
function createRoutes(): (method: string, url: string) => Route | undefined {
  const router = createRouter(operationsOf(readDescription()));
  return (method, url) => {
    const found = router.find(method, splitUrl(url).path);
    if (!found) return undefined;
    const { operation, values } = found;
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    const path = Object.fromEntries(inPath.map(({ name, segment }) => [name, values[segment] ?? ""]));
    return { operationId: operation.id, path };
  };
}

interface Surroundings {
  mock: Mock;
  state: State;
  server: StatefulServer;
  found: Route | undefined;
}

async function respond(request: IncomingMessage, { mock, state, server, found }: Surroundings): Promise<MockResponse> {
  const bytes = await readAll(request);
  const ask = (prefer?: string) => forward(mock, request, bytes, prefer);
  const { authorization = "" } = request.headers;
  if (server.token !== undefined && authorization !== `Bearer ${server.token}`) return ask("code=401");
  const fault = found && server.faults.get(found.operationId);
  if (fault) return { ...fault, headers: { "content-type": "application/json" } };

  const frame = await ask();
  const handler = found && HANDLERS[found.operationId];
  // What the description forbids, the mock has refused.
  if (!handler || frame.status >= 400) return frame;
  const reply = await handler(toCall(request, bytes, found.path), state);
  if (reply instanceof Refusal) return ask(`example="${reply.example}"`);
  return merge(frame, reply, request.url ?? "");
}

function toCall({ url = "", headers }: IncomingMessage, bytes: Uint8Array<ArrayBuffer>, path: Call["path"]): Call {
  const { "content-type": type = "" } = headers;
  const text = new TextDecoder().decode(bytes);
  const form = () => Object.fromEntries(new URLSearchParams(text));
  const body = type.includes("json") ? JSON.parse(text || "null") : type.includes("urlencoded") ? form() : undefined;
  const { searchParams: query } = new URL(url, "http://server");
  return { path, query, body, headers: new Headers(headers as Record<string, string>), bytes };
}

/** The response of the mock, with the state of things in place of the example's. */
function merge(frame: MockResponse, reply: Exclude<Reply, Refusal>, url: string): MockResponse {
  if (reply instanceof Uint8Array) {
    return { ...frame, headers: { "content-type": "application/octet-stream" }, body: reply };
  }
  const { params: _, cursor: __, ...example } = JSON.parse(String(frame.body));
  const isTimed = "timestamp" in example && { timestamp: Date.now() };
  const address = "uri" in example && { uri: `https://a61.chat.agora.io${url.split("?")[0]}` };
  return { ...frame, body: JSON.stringify({ ...example, ...isTimed, ...address, ...reply }) };
}

async function forward(
  mock: Mock,
  { method = "GET", url = "", headers }: IncomingMessage,
  bytes: Uint8Array<ArrayBuffer>,
  prefer?: string,
): Promise<MockResponse> {
  const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...rest } = headers;
  const response = await fetch(`${mock.url}${url}`, {
    method,
    headers: { ...(rest as Record<string, string>), ...(prefer && { prefer }) },
    ...(bytes.length > 0 && { body: bytes }),
  });
  const type = response.headers.get("content-type");
  return { status: response.status, headers: type ? { "content-type": type } : {}, body: await response.text() };
}

async function readAll(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

function stop(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}
