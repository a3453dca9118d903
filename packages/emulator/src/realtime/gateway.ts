/** Takes over the connections of clients. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { App } from "../store/app.ts";
import { createHub, type Hub } from "./hub.ts";
import type { LoginOptions } from "./login.ts";
import { Session } from "./session.ts";

export interface GatewayOptions extends Omit<LoginOptions, "hubOf"> {
  onFault: (error: unknown) => void;
}

export interface Gateway {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts all connections, and waits until their devices are logged out. */
  close(): Promise<void>;
}

/** The largest frame that is read, in bytes. */
const MAX_FRAME = 1024 * 1024;

export function createGateway(options: GatewayOptions): Gateway {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  const sessions = new Set<Session>();
  const hubs = new Map<App, Hub>();
  const hubOf = (app: App) => {
    const hub = hubs.get(app) ?? createHub(app, options.onFault);
    hubs.set(app, hub);
    return hub;
  };

  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        const session = new Session(client, { ...options, hubOf });
        sessions.add(session);
        void session.closed.finally(() => sessions.delete(session));
      });
    },
    async close() {
      const open = [...sessions];
      for (const session of open) session.terminate();
      await Promise.all(open.map(({ closed }) => closed));
    },
  };
}
