/** A listener of node:http that starts with a clear error or not at all, and ends without cutting anybody off. */
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, isIPv6, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { HttpError, type HttpResponse } from "./message.ts";

export interface ListenOptions {
  /** Port to listen on; 0 takes a free one. @default 0 */
  port?: number;
  /** Address to listen on; `0.0.0.0` and `::` are all of the machine's. @default "127.0.0.1" */
  host?: string;
  /** Makes the response to what is not HTTP. */
  refuse: (error: HttpError) => HttpResponse;
  /**
   * Takes over connections that ask for another protocol, such as WebSocket; what it throws as an `HttpError` is answered in
   * HTTP. Whoever takes one over also ends it. @default such requests are answered like any other
   */
  onUpgrade?: Upgrade;
}

/** Takes over the socket of a request; `head` is what came after the request. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Listener {
  /** Where it listens, as an address that can be called, without a trailing slash. */
  url: string;
  port: number;
  /**
   * Stops listening, drops idle connections, and waits for the responses under way. Later calls wait for the first.
   * @param gracePeriod how long to wait before connections are cut, in ms
   */
  close(gracePeriod?: number): Promise<void>;
}

// An import of it would load the WebSocket client that Node has there too, which takes longer than all else of a server.
const { createServer, STATUS_CODES } = createRequire(import.meta.url)("node:http") as typeof import("node:http");

/** In ms. */
const GRACE_PERIOD = 2000;
/** In ms. */
const IDLE_CHECK = 20;
/** How long a client has to read why it was refused, in ms. */
const LINGER = 1000;

const STATUSES: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Why listening fails, in words. */
const REASONS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EACCES: (port) => `port ${port} may not be listened on by this user; choose one above 1023`,
  EADDRINUSE: (port) => `port ${port} is in use`,
  EADDRNOTAVAIL: (_, host) => `${host} is not an address of this machine`,
  ENOTFOUND: (_, host) => `${host} is not a known host`,
};

/**
 * Listens for requests.
 * @throws Error with the `code` of the system, such as "EADDRINUSE", and a message that says what is wrong
 */
export async function listen(onRequest: RequestListener, options: ListenOptions): Promise<Listener> {
  const { port = 0, host = "127.0.0.1", refuse, onUpgrade } = options;
  const server = createServer(onRequest);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else sendRaw(socket, refuse(new HttpError(STATUSES[error.code ?? ""] ?? 400, `not HTTP: ${error.message}`)));
  });
  server.on("connect", (_, socket) => {
    sendRaw(socket, refuse(new HttpError(405, "CONNECT is for proxies, and this server is not one")));
  });
  if (onUpgrade) server.on("upgrade", upgradeBy(onUpgrade, refuse));
  const connections = trackConnections(server);
  await start(server, port, host);

  const { port: actual } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${callable(host)}:${actual}`,
    port: actual,
    close(gracePeriod = GRACE_PERIOD) {
      closed ??= stop(server, connections, gracePeriod);
      return closed;
    },
  };
}

function upgradeBy(onUpgrade: Upgrade, refuse: ListenOptions["refuse"]): Upgrade {
  return (request, socket, head) => {
    try {
      onUpgrade(request, socket, head);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      sendRaw(socket, refuse(error));
    }
  };
}

function start(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const { code = "" } = error;
      const message = REASONS[code]?.(port, host) ?? error.message;
      reject(Object.assign(new Error(message, { cause: error }), { code }));
    });
    server.listen(port, host, resolve);
  });
}

function stop(server: Server, connections: Set<Socket>, gracePeriod: number): Promise<void> {
  const dropIdle = () => {
    server.closeIdleConnections();
    // One that has asked for nothing yet, as browsers keep them in stock, is not idle to Node.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  };
  dropIdle();
  // A connection becomes idle once its response is sent.
  const idle = setInterval(dropIdle, IDLE_CHECK);
  const deadline = setTimeout(() => {
    for (const socket of connections) socket.destroy();
  }, gracePeriod);
  return new Promise((resolve, reject) => {
    server.close((error) => {
      clearInterval(idle);
      clearTimeout(deadline);
      if (error) reject(error);
      else resolve();
    });
  });
}

function trackConnections(server: Server): Set<Socket> {
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  return connections;
}

/** Responds where there is no request to respond to. */
function sendRaw(socket: Duplex, { status, headers = {}, body = "" }: HttpResponse): void {
  const fields = { ...headers, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`);
  socket.end(body);
  socket.on("error", () => socket.destroy());
  setTimeout(() => socket.destroy(), LINGER).unref();
}

function callable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIPv6(host) ? `[${host}]` : host;
}
