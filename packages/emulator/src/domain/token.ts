import { createHash } from "node:crypto";
import type { Token } from "../world/entities.ts";
import { schedule } from "../world/schedule.ts";
import type { World } from "../world/world.ts";

/** How the service's own tokens begin. */
const PREFIX = "YWMt";
/** How long a token is good for unless its request says so: sixty days, in seconds. */
const LIFETIME = 60 * 86_400;

/** How long it is known that a token has expired, in ms. */
const REMEMBERED = 7 * 86_400_000;
/** How long it is at least from one clearing of expired tokens to the next, in ms. */
const PAUSE = 86_400_000;

/** How what is due is named: that nothing is known any longer of tokens which have expired. */
export const TOKEN_EXPIRY = "tokens-expire";

export interface Issued {
  token: string;
  /** Until when it is good, in Unix ms; undefined for ever. */
  until: number | undefined;
  /** How long that is from now, in seconds; 0 for ever. */
  seconds: number;
}

/**
 * Issues a token.
 * @param user whose; undefined for a token of the app
 * @param seconds how long it is good for; 0 is for ever
 */
export function issueToken(world: World, user: string | undefined, seconds = LIFETIME): Issued {
  return issueTokenUntil(world, user, seconds === 0 ? undefined : world.now + seconds * 1000);
}

export function issueTokenUntil(world: World, user: string | undefined, until: number | undefined): Issued {
  const token = PREFIX + world.ids.secret();
  world.tokens.put({
    digest: digestOf(token),
    ...(user !== undefined && { user }),
    ...(until !== undefined && { until }),
  });
  if (until !== undefined && !world.due.has(TOKEN_EXPIRY, "")) schedule(world, TOKEN_EXPIRY, "", until + REMEMBERED);
  return { token, until, seconds: until === undefined ? 0 : Math.ceil((until - world.now) / 1000) };
}

/** The token that the app issued under a text. */
export function findToken(world: World, token: string): Token | undefined {
  return world.tokens.get(digestOf(token));
}

/** Forgets tokens that have long expired, and plans when to do so again. */
export function expireTokens(world: World): void {
  let next = Number.POSITIVE_INFINITY;
  for (const { key, row } of [...world.tokens.list()]) {
    const forgotten = (row.until ?? Number.POSITIVE_INFINITY) + REMEMBERED;
    if (forgotten <= world.now) world.tokens.delete(key);
    else next = Math.min(next, forgotten);
  }
  if (next < Number.POSITIVE_INFINITY) schedule(world, TOKEN_EXPIRY, "", Math.max(next, world.now + PAUSE));
}

/** Only digests are kept, so that a data file holds no token. */
function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
