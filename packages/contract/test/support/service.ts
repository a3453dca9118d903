/** An app of the emulator behind a server that knows what came, and that can die. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { createRouter, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import { createEmulator, type EmulatedApp, type EmulatorOptions } from "@agora-chat-openapi/emulator";
import { afterAll, beforeEach } from "vitest";
import { APP, ORG } from "./command.ts";
import { leftIn } from "./left.ts";

/** A request that came. */
export interface Received {
  method: string;
  /** Path and query. */
  url: string;
  operationId: string | undefined;
}

export interface Service {
  url: string;
  /** The app, with a token that it takes, its faults and its clock. */
  app: EmulatedApp;
  requests: Received[];
  /** The names of all things that are there. */
  left(): Promise<string[]>;
  /** How long each response takes, in ms, from the next request on. It ends all faults. */
  delay(ms: number): void;
  /** Has it die at the n-th request from now, or at the first success of an operation: that one is done, and its response lost. */
  dieAt(request: number | string): void;
  isDead(): boolean;
  /** Lets it live again, at the same address and with all its state. */
  revive(): Promise<void>;
  /** Has it live, forget everything and behave. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The service of a file of tests: started once, empty before each test, closed after the last. */
export async function useService(): Promise<Service> {
  const service = await startService();
  beforeEach(() => service.reset());
  afterAll(() => service.close());
  return service;
}

/** Starts the service on loopback, at a free port. */
export async function startService(options: EmulatorOptions = {}): Promise<Service> {
  const emulator = createEmulator({ auth: "check", apps: [{ org: ORG, app: APP, appId: "a1b2c3" }], ...options });
  const router = createRouter(operationsOf(readDescription()));
  let death: number | string = NEVER;
  let isDead = false;

  const http = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const operationId = router.find(method, splitUrl(url).path)?.operation.id;
    service.requests.push({ method, url, operationId });
    if (typeof death === "number") death -= 1;
    const isNumbered = death === 0;
    const outcome = await emulator.fetch(await toRequest(request, service.url));
    if (isNumbered || (death === operationId && outcome.ok)) await die();
    if (isDead) return void response.destroy();
    response.writeHead(outcome.status, Object.fromEntries(outcome.headers));
    response.end(new Uint8Array(await outcome.arrayBuffer()));
  }
  const listen = (port: number) => new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  function die(): Promise<void> {
    isDead = true;
    return new Promise((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  }
  async function revive(): Promise<void> {
    death = NEVER;
    isDead = false;
    await listen(port);
  }

  await listen(0);
  const { port } = http.address() as AddressInfo;
  const app = () => emulator.app({ org: ORG, app: APP });
  const service: Service = {
    url: `http://127.0.0.1:${port}`,
    app: await app(),
    requests: [],
    left: () => leftIn(service.app, emulator.fetch),
    delay(ms) {
      service.app.faults.clear();
      service.app.faults.add({ delayMs: ms });
    },
    dieAt(request) {
      death = request;
    },
    isDead: () => isDead,
    revive,
    async reset() {
      if (isDead) await revive();
      death = NEVER;
      await service.app.reset();
      Object.assign(service, { requests: [], app: await app() });
    },
    async close() {
      if (!isDead) await die();
      await emulator.close();
    },
  };
  return service;
}

async function toRequest(request: IncomingMessage, origin: string): Promise<Request> {
  const { method = "GET", url = "", headers } = request;
  const body = new Uint8Array(await buffer(request));
  const own = Object.entries(headers).filter(([name]) => !["host", "connection", "transfer-encoding"].includes(name));
  return new Request(origin + url, {
    method,
    headers: own as [string, string][],
    ...(body.length > 0 && { body }),
  });
}
