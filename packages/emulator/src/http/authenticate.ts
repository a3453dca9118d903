/** Finds out who makes a call. */
import { findToken } from "../domain/token.ts";
import type { Caller } from "../operations/handlers.ts";
import type { User } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { type AccessToken, APP_PRIVILEGE, isSignedWith, parseAccessToken, USER_PRIVILEGE } from "./access-token.ts";

/** What an app's built tokens are checked with. */
export interface Credentials {
  /** 32 hexadecimal digits. */
  appId: string;
  /** Primary and, where there is one, secondary certificate. */
  certificates: readonly string[];
}

/** The longest that the service takes a built token for good, in seconds. */
const DAY = 86_400;

/** The token of an `Authorization` header, or "" where there is none. */
export function bearerToken(authorization: string | undefined): string {
  return /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1] ?? "";
}

/**
 * Who makes a call with a token.
 * @param credentials undefined where any token will do; `issued` where only those that the app issued are taken
 * @param realTime Unix ms, which built tokens are held to whatever the app's clock says
 */
export function authenticate(
  world: World,
  token: string,
  credentials: Credentials | "issued" | undefined,
  realTime = Date.now(),
): Caller {
  if (token === "") return { fault: "missing" };
  if (!credentials) return ofAnyToken(world, token);
  const built = credentials === "issued" ? undefined : parseAccessToken(token);
  if (built) return ofBuilt(world, built, credentials as Credentials, Math.floor(realTime / 1000));
  const issued = findToken(world, token);
  if (!issued) return { fault: "malformed" };
  const { user, until } = issued;
  if (until !== undefined && until <= world.now) return { fault: "expired" };
  return { ...(user !== undefined && ofUser(world.users.get(user))), ...(until !== undefined && { until }) };
}

/** Whose token it is, by the app or by what it says itself. Most tests issue none, and have nothing to look up. */
function ofAnyToken(world: World, token: string): Caller {
  const issued = world.tokens.size > 0 ? findToken(world, token) : undefined;
  const built = issued ? undefined : parseAccessToken(token)?.user;
  const user = issued?.user ?? (built ? findByNameOrUuid(world, built)?.username : undefined);
  return user === undefined ? {} : { user };
}

function ofBuilt(world: World, built: AccessToken, { appId, certificates }: Credentials, now: number): Caller {
  const { issued, privileges, user } = built;
  if (built.appId !== appId || !certificates.some((each) => isSignedWith(each, built))) return { fault: "unknown" };
  const ofApp = privileges.get(APP_PRIVILEGE);
  const privilege = ofApp ?? privileges.get(USER_PRIVILEGE);
  if (privilege === undefined || (ofApp === undefined && user === "")) return { fault: "unknown" };
  const seconds = Math.min(built.validity, privilege, DAY);
  if (now >= issued + seconds) return { fault: "expired" };
  return { ...(ofApp === undefined && ofUser(findByNameOrUuid(world, user))), until: (issued + seconds) * 1000 };
}

function ofUser(user: User | undefined): Caller {
  if (!user) return { fault: "unknown" };
  return user.activated ? { user: user.username } : { fault: "banned" };
}

function findByNameOrUuid(world: World, user: string): User | undefined {
  return world.users.get(user.toLowerCase()) ?? world.users.by("uuid", user).first();
}
