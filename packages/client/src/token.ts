import type { Middleware } from "openapi-fetch";

/** A token, or what returns one. */
export type TokenSource = string | (() => string | Promise<string>);

const HEADER_SAFE = /^[\x21-\x7e]+$/;

/** Sends the token with each request that has no `Authorization` header of its own. */
export function authenticate(token: TokenSource): Middleware {
  if (typeof token !== "function" && !token) {
    throw new TypeError('createChatClient: "token" is an app token or a function that returns one');
  }
  return {
    async onRequest({ request }) {
      if (request.headers.has("authorization")) return;
      const value = typeof token === "function" ? await token() : token;
      // Checked here because the error of `Headers` would quote the token.
      if (typeof value !== "string" || !HEADER_SAFE.test(value)) {
        throw new TypeError('createChatClient: "token" is empty or has characters that no token has');
      }
      request.headers.set("authorization", `Bearer ${value}`);
    },
  };
}
