import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type ChatClient, type ChatClientOptions, createChatClient } from "../src/index.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A service that does as each test says. */
export interface Service {
  url: string;
  /** Method and URL of each request, in order. */
  requests: string[];
  /** `Authorization` of each request. */
  tokens: (string | undefined)[];
  /** A client of it; without other options it retries without waiting. */
  client(options?: Partial<ChatClientOptions>): ChatClient;
}

export const TENANT = { org: "41117440", app: "383391" };

/** Starts a service for one test. `count` is how many requests there were, this one included. */
export async function startService(handle: Handler): Promise<Service> {
  const requests: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.replace("/41117440/383391", "")}`);
    tokens.push(request.headers.authorization);
    handle(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (options: Partial<ChatClientOptions> = {}) =>
    createChatClient({ baseUrl: url, ...TENANT, token: "app-token", ...options } as ChatClientOptions);
  return { url, requests, tokens, client };
}

/** Responds with JSON. */
export function respond(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** The body of an error. */
export const failure = (error: string) => ({ error, error_description: "in words", exception: "SomeException" });

/** A success with nothing to say. */
export const success = { action: "get", uri: "", timestamp: 0, duration: 0, data: [] };

/** An address where nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
