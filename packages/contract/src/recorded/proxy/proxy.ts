/** A reverse proxy that forwards what passes, byte by byte, and reports what it was. */
import { createServer, Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { isLoopback } from "../../loopback.ts";
import { forward, type Observer, type Upstream } from "./forward.ts";

export interface ProxyOptions extends Observer {
  /** Base URL of the service. */
  target: string;
  /** Port to listen on; 0 takes a free one. @default 4020 */
  port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  host?: string;
}

export interface Proxy {
  /** Where it listens, without a trailing slash. */
  url: string;
  /** Stops listening; exchanges that are under way have a grace period of `graceMs`, in ms. @default 5000 */
  close(graceMs?: number): Promise<void>;
}

/** How often it looks for idle connections while it closes, in ms. */
const IDLE_CHECK_MS = 20;

/** Starts the proxy. @throws Error with `code` "EADDRINUSE" when the port is taken. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { port = 4020, host = "127.0.0.1" } = options;
  const upstream = upstreamOf(new URL(options.target));
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const exchange = forward(upstream, request, response, options).finally(() => underWay.delete(exchange));
    underWay.add(exchange);
  });
  server.on("connect", (_, socket) => socket.end("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n"));
  // A long upload may take its time.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    async close(graceMs = 5000) {
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      // A connection that the client keeps becomes idle once its response is sent.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
      await new Promise((resolve) => server.close(resolve));
      clearInterval(idle);
      clearTimeout(timer);
      await Promise.all(underWay);
      upstream.agent.destroy();
    },
  };
}

function upstreamOf(target: URL): Upstream {
  // A machine that reaches others through a proxy says so in its environment: HTTPS_PROXY, NO_PROXY …
  const proxy = isLoopback(target.href) ? {} : { proxyEnv: process.env };
  return target.protocol === "https:"
    ? { request: requestHttps, agent: new HttpsAgent({ keepAlive: true, ...proxy }), target }
    : { request: requestHttp, agent: new HttpAgent({ keepAlive: true, ...proxy }), target };
}
