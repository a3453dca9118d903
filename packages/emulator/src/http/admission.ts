/** Lets a call through to its handler, or not, whatever it says beside who makes it. */

import type { Operation } from "@agora-chat-openapi/description";
import { errorOfViolation } from "@agora-chat-openapi/description/examples";
import { isOpenedBy } from "../domain/chat-file.ts";
import type { Caller } from "../operations/handlers.ts";
import type { Tenant } from "../store/apps.ts";
import { appKeyOf } from "../world/address.ts";
import { Refusal, type RefusalName } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { authenticate, bearerToken } from "./authenticate.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Amount, Limiter } from "./limit.ts";
import type { Tenants } from "./tenants.ts";
import { mayCall } from "./user-rights.ts";
import { refuseViolation } from "./violation.ts";

export interface AdmissionOptions {
  tenants: Tenants;
  /** Whether tokens are checked; else any will do. */
  checksTokens: boolean;
  limiter: Limiter;
}

/** What is known of a call before its parameters are read. */
export interface Arrival {
  tenant: Tenant;
  authorization: string | undefined;
  /** The values of its path in order. */
  values: readonly string[];
  /** The query without `?`. */
  search: string;
}

/** What says in whose budget a call counts. */
type Counted = Pick<Arrival, "tenant" | "values">;

export interface Admission {
  /** @throws Refusal for a token that is not taken, a rate that is used up, a feature that is off */
  admit(world: World, endpoint: Endpoint, arrival: Arrival): Caller;
  /** @throws Refusal where a user makes a call that is about somebody else, or for which they lack the role */
  admitTo(world: World, endpoint: Endpoint, caller: Caller, path: Readonly<Record<string, unknown>>): void;
  /** @throws Refusal for a call that sends more messages than the app may */
  admitMessages(world: World, endpoint: Endpoint, arrival: Counted, body: unknown): void;
}

const REASONS: Readonly<Record<NonNullable<Caller["fault"]> | "scope", string>> = {
  missing: "the call has no token",
  malformed: "the token is not one of this app",
  unknown: "the token was not issued for this app",
  expired: "the token has expired",
  banned: "the user of the token is banned",
  scope: "the token of a user is good for what is that user's own",
};

/** The unit of rates that count messages. */
const MESSAGE = "message";

/** How many things a call is about at a time. */
function itemsOf({ extensions }: Operation, body: unknown): number {
  const batch = extensions["x-batch"];
  const items: unknown = batch?.in === "body" ? Object(body)[batch.field] : undefined;
  return Array.isArray(items) ? items.length : 1;
}

/** Browsers load images without a token: whoever has its secret in the URL may read a file. */
function isSharedFile(world: World, { id }: Operation, values: readonly string[], search: string): boolean {
  const secret = id === "downloadFile" ? new URLSearchParams(search).get("share-secret") : null;
  return secret !== null && isOpenedBy(world, values.at(-1) ?? "", secret);
}

export function createAdmission({ tenants, checksTokens, limiter }: AdmissionOptions): Admission {
  function checkRate(world: World, operation: Operation, arrival: Counted, amount?: Amount) {
    if (!world.settings.rateLimits) return;
    const { tenant, values } = arrival;
    const excess = limiter(appKeyOf(tenant), operation, values.slice(2), world.now, amount);
    if (!excess) return;
    const ofWindow = errorOfViolation(operation, `rate ${excess.window}`)?.name as RefusalName | undefined;
    const refusal = new Refusal(ofWindow ?? (amount ? "TooManyMessages" : "ReachLimit"), {});
    throw refusal.with({ "retry-after": String(Math.ceil(excess.wait / 1000)) });
  }

  return {
    admit(world, { operation, errors }, { tenant, authorization, values, search }) {
      const credentials = checksTokens ? (tenants.credentialsOf(tenant) ?? "issued") : undefined;
      const caller = authenticate(world, bearerToken(authorization), credentials);
      if (caller.fault && !operation.isOpen && !isSharedFile(world, operation, values, search)) {
        throw refuseViolation(operation, `token ${caller.fault}`, { reason: REASONS[caller.fault] });
      }
      checkRate(world, operation, { tenant, values });
      const feature = operation.extensions["x-feature"];
      if (feature !== undefined && world.settings.featuresOff.includes(feature)) {
        const off = [...errors.values()].find(({ extensions }) => extensions["x-feature"] === feature);
        throw new Refusal(off?.name as RefusalName, { app: appKeyOf(tenant) });
      }
      return caller;
    },
    admitMessages(world, { operation }, arrival, body) {
      if (!world.settings.rateLimits) return;
      checkRate(world, operation, arrival, { unit: MESSAGE, count: itemsOf(operation, body) });
    },
    admitTo(world, { operation, usernames: [own] }, { user }, path) {
      if (!checksTokens || user === undefined || operation.isOpen) return;
      if (own !== undefined && path[own] === user) return;
      if (mayCall(world, operation.id, user, path)) return;
      const permission = `${operation.method.toLowerCase()}:${operation.id}`;
      throw refuseViolation(operation, "token scope", { reason: REASONS.scope, permission });
    },
  };
}
