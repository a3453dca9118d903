import type { Exchange, ExchangeRequest } from "@agora-chat-openapi/description/validate";

/**
 * Reads a request and its response, as fetch has them, for `checkExchange`. Both stay readable. The body of a request
 * that was sent already is not kept.
 * @throws TypeError when the body of the response was read already
 */
export async function readExchange(request: Request, response: Response): Promise<Exchange> {
  if (response.bodyUsed) throw new TypeError("readExchange needs a response whose body was not read yet");
  const sent: ExchangeRequest = { method: request.method, url: request.url, headers: request.headers };
  const body = request.bodyUsed ? undefined : new Uint8Array(await request.clone().arrayBuffer());
  return {
    request: { ...sent, body },
    response: {
      status: response.status,
      headers: response.headers,
      body: new Uint8Array(await response.clone().arrayBuffer()),
    },
  };
}
