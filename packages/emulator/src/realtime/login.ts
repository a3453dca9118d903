/** Who may log in on a socket. */
import type { AppCallbacks } from "../callbacks/app-callbacks.ts";
import { logIn } from "../domain/device.ts";
import { findToken } from "../domain/token.ts";
import { type MSync, ProvisionSchema } from "../generated/realtime/sync_pb.ts";
import { authenticate, type Credentials } from "../http/authenticate.ts";
import type { Tenants } from "../http/tenants.ts";
import type { Caller } from "../operations/handlers.ts";
import type { App } from "../store/app.ts";
import type { Apps } from "../store/apps.ts";
import type { World } from "../world/world.ts";
import { decode } from "./decode.ts";
import type { Refused } from "./frames.ts";
import type { Hub } from "./hub.ts";
import { type Seat, takeSeat } from "./queue.ts";
import { loginRefused } from "./refusals.ts";

export interface LoginOptions {
  apps: Apps;
  tenants: Tenants;
  /** Whether tokens are checked; else any will do that is not another user's. */
  checksTokens: boolean;
  hubOf: (app: App) => Hub;
  callbacksOf: (app: App) => AppCallbacks;
}

/** A user on a device, and where they are. */
export interface LoggedIn {
  app: App;
  hub: Hub;
  callbacks: AppCallbacks;
  seat: Seat;
  /** Until when the token is good by the clock of clients, in Unix ms; undefined for ever. */
  expires: number | undefined;
  /** By how much the app's clock is ahead of theirs, in ms. */
  clockLead: number;
}

/** How tokens begin in frames. */
const TOKEN = "$t$";

export async function logInBy(frame: MSync, options: LoginOptions): Promise<LoggedIn | Refused> {
  const { apps, tenants, checksTokens, hubOf, callbacksOf } = options;
  const { guid, auth, payload } = frame;
  const [org = "", name = ""] = (guid?.appKey ?? "").split("#");
  const tenant = tenants.of(org, name);
  const app = await apps.find(tenant);
  if (!app) return { code: "FAIL", reason: `there is no app ${org}#${name}` };
  const provision = decode(ProvisionSchema, payload);
  if (!provision) return { code: "WRONG_PARAMETER", reason: "" };
  const token = tokenOf(provision.authToken) || provision.auth || auth;
  const resource = provision.resource || guid?.clientResource || provision.deviceUuid;
  const seat = { user: (guid?.name ?? "").toLowerCase(), resource };
  const credentials = checksTokens ? (tenants.credentialsOf(tenant) ?? "issued") : undefined;
  const entered = await app.call((world) => enter(world, seat, token.replace(TOKEN, ""), credentials));
  return "code" in entered ? entered : { app, hub: hubOf(app), callbacks: callbacksOf(app), seat, ...entered };
}

function enter(
  world: World,
  seat: Seat,
  token: string,
  credentials: Credentials | "issued" | undefined,
): Refused | Pick<LoggedIn, "expires" | "clockLead"> {
  const user = world.users.get(seat.user);
  if (!user) return loginRefused("no-user");
  if (!user.activated) return loginRefused("banned");
  const caller = credentials ? authenticate(world, token, credentials) : callerOf(world, token, seat.user);
  if (caller.fault) return loginRefused(caller.fault);
  if (caller.user !== seat.user) return loginRefused("stranger");
  world.actor = seat;
  takeSeat(world, seat);
  logIn(world, user, seat.resource);
  const clockLead = world.now - world.realTime;
  return { clockLead, expires: caller.until === undefined ? undefined : caller.until - clockLead };
}

/** Any token does, but for one that the app has issued to somebody else, or that is over. */
function callerOf(world: World, token: string, user: string): Caller {
  if (token === "") return { fault: "missing" };
  const issued = findToken(world, token);
  if (!issued) return { user };
  const { until } = issued;
  if (until !== undefined && until <= world.now) return { fault: "expired" };
  return { ...(issued.user !== undefined && { user: issued.user }), ...(until !== undefined && { until }) };
}

function tokenOf(json: string): string {
  try {
    return String((JSON.parse(json) as { token?: string }).token ?? "");
  } catch {
    return "";
  }
}
