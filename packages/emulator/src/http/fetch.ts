import type { HttpRequest, HttpResponse } from "@agora-chat-openapi/http";

/** Makes a `fetch` that hands requests to a function. */
export function createFetch(
  respond: (request: HttpRequest, origin: string) => Promise<HttpResponse>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { origin, pathname, search, host } = new URL(request.url);
    const { status, headers, body } = await respond(
      {
        method: request.method,
        url: pathname + search,
        headers: { host, ...Object.fromEntries(request.headers) },
        body: Buffer.from(await request.arrayBuffer()),
      },
      origin,
    );
    // Types of DOM and Node differ in the buffer that bytes may have.
    return new Response((body as BodyInit | undefined) ?? null, { status, ...(headers && { headers }) });
  };
}
