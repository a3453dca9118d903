import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./answer.ts";
import { createAnswerer } from "./answerer.ts";
import { readBody } from "./body.ts";
import { loadOperations } from "./description.ts";
import { errorAnswer } from "./examples.ts";

export interface MockOptions {
  /** Port to listen on; 0 takes a free one. @default 4010 */
  port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  host?: string;
  /** Invent answers from the schemas in place of the documented examples. @default false */
  dynamic?: boolean;
  /** Gets one line for each answered request: status, method, path. Never a header or a body. */
  log?: (line: string) => void;
}

export interface Mock {
  /** Where the mock listens, without a trailing slash: the client's `baseUrl`. */
  url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "*, authorization",
  "access-control-expose-headers": "*",
};

/**
 * Starts a mock of the whole API on loopback.
 * @throws Error with `code` "EADDRINUSE" when the port is taken.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { port = 4010, host = "127.0.0.1", dynamic = false, log } = options;
  const operations = await loadOperations();
  const answer = createAnswerer(operations, dynamic);
  const refusal = (message: string) => errorAnswer(operations, 400, "illegal_argument", message);

  const server = createServer(async (request, response) => {
    const { method = "GET", url = "/" } = request;
    const result = await respond(request).catch((error: Error) => refusal(error.message));
    log?.(`${result.status} ${method} ${url.split("?")[0]}`);
    send(response, result, "origin" in request.headers);
  });

  async function respond(request: IncomingMessage): Promise<Answer> {
    const { method = "GET", url = "/", headers } = request;
    if (method === "OPTIONS") return { status: 204, headers: {}, body: "" };
    const body = await readBody(request);
    if (!body) return refusal("the body is larger than 32 MiB");
    return answer({ method, url, headers: singleValues(headers), body });
  }

  // What is not HTTP never reaches the handler above.
  server.on("clientError", (error, socket) => {
    if (!socket.writable) return;
    const { body } = refusal(error.message);
    socket.end(
      `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer, crossOrigin: boolean): void {
  response.writeHead(status, { ...(crossOrigin && CORS), ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function singleValues(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
