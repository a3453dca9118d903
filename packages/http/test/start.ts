import { afterEach } from "vitest";
import { type Handler, type HttpError, type Listener, type ServeOptions, serve } from "../src/index.ts";

const listeners: Listener[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)));
});

/** The error body of these tests. */
export const refuse = ({ status, message }: HttpError) => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ refused: message }),
});

/** A server that ends with its test; by default it responds with what it was sent. */
export async function start(options: Partial<ServeOptions> = {}, handle: Handler = echo): Promise<Listener> {
  const listener = await serve(handle, { refuse, ...options });
  listeners.push(listener);
  return listener;
}

const echo: Handler = ({ method, url, body }) => ({
  status: 200,
  headers: { "content-type": "application/json", "x-seen": "1" },
  body: JSON.stringify({ method, url, body: body.toString() }),
});
