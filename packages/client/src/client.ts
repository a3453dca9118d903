import createClient, { type Client } from "openapi-fetch";
import { type BaseUrlOptions, tenantUrl } from "./base-url.ts";
import type { paths } from "./generated/api.ts";
import { withMediaTypes } from "./media-types.ts";
import { authenticate, type TokenSource } from "./token.ts";

export type ChatClientOptions = BaseUrlOptions & {
  /**
   * What to send as `Authorization: Bearer …`: an app token, or a function that returns one, which is called before
   * each request and may keep a token of its own until it expires.
   */
  token: TokenSource;
  /** The fetch to use. @default globalThis.fetch */
  fetch?: (request: Request) => Promise<Response>;
};

/** An openapi-fetch client of every described path, with organization and app bound. */
export type ChatClient = Client<paths>;

/**
 * Makes a client for one app.
 *
 * Each call resolves to `{ data }` or `{ error }`, both with `response`; `error` is the service's own error body.
 * It rejects only when there was no answer at all. Files go in and out as `Blob`.
 *
 *     const chat = createChatClient({ host: "a61.chat.agora.io", org: "41117440", app: "383391", token });
 *     const { data, error } = await chat.GET("/chatrooms/{chatroom_id}/users", { params: { path: { chatroom_id } } });
 *
 * @throws TypeError if `org`, `app`, `token` or the address is missing or malformed.
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const client = createClient<paths>({
    baseUrl: tenantUrl(options),
    ...(options.fetch && { fetch: options.fetch }),
  });
  client.use(authenticate(options.token));
  return withMediaTypes(client);
}
