import type { CallbackRuleOptions } from "./callbacks/rules.ts";
import type { NamedApp } from "./http/tenants.ts";
import type { Plan } from "./world/quotas.ts";

export interface EmulatorOptions {
  /** File that keeps what the apps hold; it is made when it is not there. @default everything is kept in memory */
  data?: string;
  /** Hold what is stored to the disk at each commit, so that it survives a loss of power, too. @default false */
  sync?: boolean;
  /** Apps with their App IDs and certificates. */
  apps?: readonly NamedApp[];
  /** Whether only `apps` exist, so that calls for others get 404; else every app exists from its first call. @default false */
  onlyNamed?: boolean;
  /**
   * `any` takes any token that is not empty. `check` takes tokens that the app issued, and those built from App ID and
   * certificate of an app in `apps`; a banned user's is refused, and a user's is good for that user's own calls.
   * @default "any"
   */
  auth?: "any" | "check";
  /** Whether clients can connect at `/ws`, as the web SDK does; only an emulator with a port has that. @default true */
  realtime?: boolean;
  /** Refuse calls beyond the documented rates with 429. @default false */
  rateLimits?: boolean;
  /** The pricing plan whose quotas hold. @default none: quotas of plans do not hold */
  plan?: Plan;
  /**
   * Refuse messages of those who may not speak also where the app sends them in their name: of people who are muted,
   * blocked, banned or not in the group or room. Devices are always refused then. @default false
   */
  strictSending?: boolean;
  /** Features of the API that are off, by the names that the description gives them (`x-feature`). @default none */
  featuresOff?: readonly string[];
  /** Where callbacks of every app are posted to; `app.callbacks.rules` adds rules of one app. @default nowhere */
  callbacks?: readonly CallbackRuleOptions[];
  /** The time in Unix milliseconds. @default Date.now */
  clock?: () => number;
}
