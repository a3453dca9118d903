/**
 * `@agora-chat-openapi/client/token`: tokens built from App ID and App Certificate, and tokens from the token endpoint.
 * For servers: it runs on Node, and needs the package `agora-token` for building.
 */
import agoraToken from "agora-token";
import type { BaseUrlOptions } from "./base-url.ts";
import { ChatApiError } from "./errors.ts";
import type { TokenRequest } from "./generated/api.ts";
import type { Fetch } from "./options.ts";
import { createPathClient } from "./path-client.ts";
import { retryAfterMs } from "./retry.ts";
import type { ExpiringToken, TokenSource } from "./token.ts";

export interface Credentials {
  /** App ID of the project: 32 hexadecimal digits. */
  appId: string;
  /** Primary or secondary certificate of the project: 32 hexadecimal digits. */
  appCertificate: string;
  /** How long a token is good for, in s; the service allows a day at most. @default 86400 */
  validitySeconds?: number;
}

const DAY = 86_400;
const HEX = /^[0-9a-f]{32}$/i;

/** Builds a token for all calls of this API. @throws TypeError if a credential is malformed. */
export function buildAppToken(credentials: Credentials): string {
  const { appId, appCertificate, validitySeconds = DAY } = checked(credentials);
  return agoraToken.ChatTokenBuilder.buildAppToken(appId, appCertificate, validitySeconds);
}

/** Builds a token with which one user logs in. @throws TypeError if a credential or the username is malformed. */
export function buildUserToken(username: string, credentials: Credentials): string {
  if (!username) throw new TypeError("a user token needs a username");
  const { appId, appCertificate, validitySeconds = DAY } = checked(credentials);
  return agoraToken.ChatTokenBuilder.buildUserToken(appId, appCertificate, username, validitySeconds);
}

/** Makes the client build its app tokens, a new one before the old one expires. @throws TypeError like `buildAppToken` */
export function appTokens(credentials: Credentials): TokenSource {
  const { validitySeconds = DAY } = checked(credentials);
  return () => ({ token: buildAppToken(credentials), expiresAt: Date.now() + Math.min(validitySeconds, DAY) * 1000 });
}

export type EndpointOptions = BaseUrlOptions & {
  /** What to send to `createToken`. */
  grant: TokenRequest;
  /** The token that the grants `inherit` and `agora` want in the header. */
  token?: TokenSource;
  /** The fetch to use. @default globalThis.fetch */
  fetch?: Fetch;
};

/** Makes the client get its tokens from the service. The source rejects with a ChatError when it gets none. */
export function endpointTokens({ grant, token, fetch, ...address }: EndpointOptions): TokenSource {
  const send = fetch ?? ((request, init) => globalThis.fetch(request, init));
  const client = createPathClient({
    ...address,
    token: token ?? "none",
    fetch: (request, init) => {
      if (!token) request.headers.delete("authorization");
      return send(request, init);
    },
  });
  return async () => {
    const { data, error, response } = await client.POST("/token", { body: grant });
    if (data) return toToken(data);
    const at = { operationId: "createToken", attempt: 1 };
    throw new ChatApiError(response.status, error, retryAfterMs(response), at);
  };
}

function toToken(answer: { access_token: string; expires_in?: number; expire_timestamp?: number }): ExpiringToken {
  const { access_token: token, expires_in: seconds, expire_timestamp: timestamp } = answer;
  // 0 stands for a token without an end.
  const expiresAt = timestamp ?? (seconds ? Date.now() + seconds * 1000 : undefined);
  return { token, ...(expiresAt !== undefined && { expiresAt }) };
}

/** The message never quotes a credential. */
function checked(credentials: Credentials): Credentials {
  for (const name of ["appId", "appCertificate"] as const) {
    if (!HEX.test(credentials[name])) throw new TypeError(`"${name}" is not 32 hexadecimal digits`);
  }
  return credentials;
}
