/** An app server that receives callbacks, on loopback. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Callback, readCallback } from "@agora-chat-openapi/callbacks";

export const SECRET = "ExampleRuleSecret";

export interface Receiver {
  url: string;
  /** What came, read and verified, in the order in which it came. */
  received: Callback[];
  /** What to respond; 200 without a body at first. */
  respond(listener: RequestListener): void;
  close(): Promise<void>;
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Callback[] = [];
  let listener: RequestListener = (_, response) => response.end();
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    received.push(await readCallback(request, { secret: SECRET }));
    listener(request, response);
  };
  const server = createServer((request, response) => {
    receive(request, response).catch((error: Error) => response.writeHead(400).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`,
    received,
    respond(next) {
      listener = next;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
