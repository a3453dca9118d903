/** A token and when it expires, in Unix ms. */
export interface ExpiringToken {
  token: string;
  expiresAt?: number;
}

/** A token, or what gets one. */
export type TokenSource = string | (() => string | ExpiringToken | Promise<string | ExpiringToken>);

export interface TokenCache {
  get(): Promise<string>;
  /** Forgets a token that the service refused. Returns whether another one can be had. */
  refuse(token: string): boolean;
}

/** A token is renewed this long before it expires, in ms. */
const MARGIN = 120_000;
const HEADER_SAFE = /^[\x21-\x7e]+$/;

/** Keeps the token of a source, and asks the source once for all who wait. */
export function createTokenCache(source: TokenSource): TokenCache {
  const isFixed = typeof source !== "function";
  if (isFixed) safe(source);
  let current: ExpiringToken | undefined;
  let pending: Promise<string> | undefined;

  const renew = async () => {
    const got = await (isFixed ? source : source());
    current = typeof got === "string" ? { token: got } : got;
    return safe(current.token);
  };

  return {
    async get() {
      // A token without an end is good until it is refused.
      if (current && !(Date.now() >= (current.expiresAt ?? Number.NaN) - MARGIN)) return current.token;
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    refuse(token) {
      if (current?.token === token) current = undefined;
      return !isFixed;
    },
  };
}

/** Checked here because the error of `Headers` would quote the token. */
function safe(token: unknown): string {
  if (typeof token === "string" && HEADER_SAFE.test(token)) return token;
  throw new TypeError('bad "token": empty or malformed');
}
