// Servers that behave badly, each in one way, and what tests say about how the client takes it.
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, onTestFinished } from "vitest";
import { type ChatApiError, type ChatClient, ChatError } from "../src/index.ts";
import { type Handler, respond, type Service, startService } from "./server.ts";

/** Handles the first request by the first handler and so on; the last one handles all that come after. */
export function startSequence(...handlers: [Handler, ...Handler[]]): Promise<Service> {
  return startService((request, response, count) =>
    (handlers[count - 1] ?? handlers.at(-1))?.(request, response, count),
  );
}

/** Says nothing, ever. */
export const silent: Handler = () => {};

/** Breaks the connection. */
export const dropped: Handler = (_, response) => void response.destroy();

/** Begins a body and says no more. */
export const stalled: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"data":');
};

/** Begins a body and breaks the connection. */
export const cutOff: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('{"data":', () => response.destroy());
};

/** Responds with JSON. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Handler =>
  (request, response) =>
    void request.resume().on("end", () => respond(response, status, body, headers));

/** Responds with a proxy's page. */
export const page =
  (status: number, text = "<html><title>Bad gateway</title></html>", headers: Record<string, string> = {}): Handler =>
  (request, response) =>
    void request
      .resume()
      .on("end", () => response.writeHead(status, { "content-type": "text/html", ...headers }).end(text));

/** Responds without a body. */
export const bare =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (request, response) =>
    void request.resume().on("end", () => response.writeHead(status, headers).end());

/** Sends each request that comes elsewhere. */
export const redirect = (status: number, location: string): Handler => bare(status, { location });

/** A server that writes what it likes instead of HTTP. @returns its base URL */
export async function startRaw(write: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => write(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The error that a call comes to: thrown by operation, and the same with `.safe` and by path. */
export async function errorOf(client: ChatClient, args: object = {}): Promise<ChatError> {
  const thrown = await client.listChatgroups(args).then(
    () => expect.fail("the call succeeded"),
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof ChatError)) throw thrown;
  const { error: returned } = await client.listChatgroups.safe(args);
  const { error: byPath } = await client.GET("/chatgroups", args);
  expect(returned?.name).toBe(thrown.name);
  // By path, the service's own body stands for itself.
  if (byPath instanceof Error) expect(byPath.name).toBe(thrown.name);
  else expect(byPath).toEqual((thrown as ChatApiError).body);
  return thrown;
}
