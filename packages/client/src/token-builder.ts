/**
 * `@agora-chat-openapi/client/token`: tokens built from App ID and App Certificate, and tokens from the token endpoint.
 * For servers: it needs `node:crypto` and `node:zlib`, as Node, Bun and Deno have them.
 */
import { buildAccessToken } from "./access-token.ts";
import type { Address } from "./address.ts";
import { Caller, NO_TOKEN } from "./caller.ts";
import type { TokenRequest, TokenResponse } from "./generated/api.ts";
import type { Fetch } from "./options.ts";
import type { ExpiringToken, TokenSource } from "./token-source.ts";

export interface Credentials {
  /** App ID of the project: 32 hexadecimal digits. */
  appId: string;
  /** Primary or secondary certificate of the project: 32 hexadecimal digits. */
  appCertificate: string;
  /** How long a token is good for, in s; the service allows a day at most. @default 86400 */
  validitySeconds?: number | undefined;
}

const DAY = 86_400;
const MAX_UINT32 = 2 ** 32 - 1;
const HEX = /^[0-9a-f]{32}$/i;

/** Builds a token for all calls of this API. @throws TypeError if a credential is malformed. */
export function buildAppToken(credentials: Credentials): string {
  return buildAccessToken({ ...checked(credentials), privilege: "app", username: "" });
}

/** Builds a token with which one user logs in. @throws TypeError if a credential or the username is malformed. */
export function buildUserToken(username: string, credentials: Credentials): string {
  if (typeof username !== "string" || username === "") throw new TypeError("a user token needs a username");
  return buildAccessToken({ ...checked(credentials), privilege: "user", username });
}

/** Makes the client build its app tokens, a new one before the old one expires. @throws TypeError like `buildAppToken` */
export function appTokens(credentials: Credentials): TokenSource {
  const { validitySeconds } = checked(credentials);
  return () => ({ token: buildAppToken(credentials), expiresAt: Date.now() + Math.min(validitySeconds, DAY) * 1000 });
}

/** A client waits 30 s for its token: time for two attempts, in ms. */
const ATTEMPT_MS = 12_000;

export type EndpointOptions = Address & {
  /** What to send to `createToken`. */
  grant: TokenRequest;
  /** The token that the grants `inherit` and `agora` want in the header. */
  token?: TokenSource | undefined;
  /** The fetch to use. @default globalThis.fetch */
  fetch?: Fetch | undefined;
};

/** Makes the client get its tokens from the service. The source rejects with a ChatError when it gets none. */
export function endpointTokens({ token, ...options }: EndpointOptions): TokenSource {
  const traits = { operationId: "createToken" };
  const limits = { timeoutMs: ATTEMPT_MS, retryPost: true };
  const caller = new Caller({ ...options, ...limits, token: token ?? NO_TOKEN }, () => traits);
  return async () => {
    const { data, error } = await caller.call("POST", "/token", { body: options.grant });
    if (error) throw error;
    return toToken(data as TokenResponse);
  };
}

function toToken(response: TokenResponse): ExpiringToken {
  const { access_token: token, expires_in: seconds, expire_timestamp: timestamp } = response;
  // 0 stands for a token without an end.
  return { token, expiresAt: timestamp ?? (seconds ? Date.now() + seconds * 1000 : undefined) };
}

/** The message never quotes a credential. */
function checked({ validitySeconds = DAY, ...credentials }: Credentials): Credentials & { validitySeconds: number } {
  for (const name of ["appId", "appCertificate"] as const) {
    if (!HEX.test(credentials[name])) throw new TypeError(`"${name}" is not 32 hexadecimal digits`);
  }
  if (!Number.isInteger(validitySeconds) || validitySeconds < 1 || validitySeconds > MAX_UINT32) {
    throw new TypeError(`"validitySeconds" is a whole number of seconds, not ${validitySeconds}`);
  }
  return { ...credentials, validitySeconds };
}
