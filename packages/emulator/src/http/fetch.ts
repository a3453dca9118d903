import { Readable } from "node:stream";
import type { HttpRequest, StreamedResponse } from "@agora-chat-openapi/http";

/** Makes a `fetch` that hands requests to a function, those that bring files as they come. */
export function createFetch(
  respond: (request: HttpRequest, origin: string) => Promise<StreamedResponse>,
  isUpload: (request: Pick<HttpRequest, "method" | "url" | "headers">) => boolean,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { origin, pathname, search, host } = new URL(request.url);
    const head = {
      method: request.method,
      url: pathname + search,
      headers: { host, ...Object.fromEntries(request.headers) },
    };
    const whole: HttpRequest =
      request.body && isUpload(head)
        ? { ...head, body: Buffer.alloc(0), stream: Readable.from(request.body) }
        : { ...head, body: Buffer.from(await request.arrayBuffer()) };
    const responding = respond(whole, origin);
    const { status, headers, body } = await untilAborted(request.signal, responding);
    if (status === 0) throw new TypeError("fetch failed", { cause: connectionReset() });
    // Types of DOM and Node differ in the buffer that bytes may have.
    const content = body instanceof Readable ? Readable.toWeb(body) : body;
    return new Response((content as BodyInit | undefined) ?? null, { status, ...(headers && { headers }) });
  };
}

/** Waits for a response, or for the caller to give up. */
function untilAborted<Result>(signal: AbortSignal, result: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function connectionReset(): Error {
  return Object.assign(new Error("the connection was cut"), { code: "ECONNRESET" });
}
