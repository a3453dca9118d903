import { limited, type Timed } from "./limited.ts";
import type { EffectiveLimits } from "./limits.ts";
import type { ExpiringToken, TokenSource } from "./token-source.ts";

export interface TokenCache {
  /** A token that lives; a promise of one where it must be fetched first. */
  get(): string | Promise<string>;
  /** Forgets a token that the service refused. Returns whether another one can be had. */
  refuse(token: string): boolean;
}

interface CachedToken {
  token: string;
  expiresAt: number;
  /** When to fetch the next one beside it. */
  renewAt: number;
}

/** A token is renewed this long before it expires, in ms, or a tenth of its life if that is less. */
const MARGIN_MS = 120_000;
/** A source that failed is not asked again for so long, in ms, while the old token lives. */
const COOL_DOWN_MS = 1000;
/** Times before this one, in 2001, are Unix seconds. */
const FIRST_PLAUSIBLE_MS = 1e12;
const HEADER_SAFE = /^[\x21-\x7e]+$/;

/**
 * Keeps the token of a source, and asks the source once for all who wait. An old token serves as long as it lives.
 * @param limits of these, `timeoutMs` is how long a source may take
 * @throws TypeError if a fixed token is malformed
 */
export function createTokenCache(source: TokenSource, limits: EffectiveLimits): TokenCache {
  if (typeof source !== "function") {
    const token = checkToken(source);
    return { get: () => token, refuse: () => false };
  }
  const timed: Timed = {
    operationId: "the token source",
    attempts: 1,
    call: { ...limits, signal: undefined },
    deadlineAt: Number.POSITIVE_INFINITY,
  };
  let cached: CachedToken | undefined;
  let pending: Promise<string> | undefined;

  const renew = () => {
    pending ??= limited(timed, "timeoutMs", async () => source())
      .then((fetched) => {
        cached = toCached(fetched);
        return cached.token;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };

  return {
    get() {
      const now = Date.now();
      const old = cached;
      if (!old || now >= old.expiresAt) return renew();
      // Nobody waits for this one. Once the old token is dead, the next failure is reported.
      if (now >= old.renewAt) {
        renew().catch(() => {
          old.renewAt = Date.now() + COOL_DOWN_MS;
        });
      }
      return old.token;
    },
    refuse(token) {
      if (cached?.token === token) cached = undefined;
      return true;
    },
  };
}

function toCached(fetched: string | ExpiringToken): CachedToken {
  // A source that is not typed may return anything.
  const given: Partial<ExpiringToken> = typeof fetched === "string" ? { token: fetched } : Object(fetched);
  const { token, expiresAt = Number.POSITIVE_INFINITY } = given;
  if (!(expiresAt >= FIRST_PLAUSIBLE_MS)) throw new TypeError(`"expiresAt" is Unix milliseconds, not ${expiresAt}`);
  const margin = Math.min(MARGIN_MS, (expiresAt - Date.now()) / 10);
  return { token: checkToken(token), expiresAt, renewAt: expiresAt - margin };
}

/** Checked here because the error of `Headers` would quote the token. */
function checkToken(token: unknown): string {
  if (typeof token === "string" && HEADER_SAFE.test(token)) return token;
  throw new TypeError('bad "token": empty or malformed');
}
