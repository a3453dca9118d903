import { findUser } from "./domain/find-user.ts";
import { issueToken } from "./domain/token.ts";
import type { LoggedCall, RequestLog } from "./http/request-log.ts";
import type { App } from "./store/app.ts";

/** An app of an emulator, as a test holds it; also what the client is made with. */
export interface EmulatedApp {
  /** Where the emulator listens. */
  baseUrl: string;
  org: string;
  app: string;
  /** A token of the app. */
  token: string;
  /** There where the emulator has no port. */
  fetch?: typeof globalThis.fetch;
  /** A token of a user. @throws Refusal when there is no such user */
  userToken(username: string): Promise<string>;
  /** Removes all that the app holds. */
  reset(): Promise<void>;
  /** The latest calls, the last one first, without secrets. */
  requests(): LoggedCall[];
}

/** How long the tokens of tests are good for, in seconds. */
const LIFETIME = 86_400;
const MOST_REQUESTS = 1000;

export async function createEmulatedApp(app: App, log: RequestLog, baseUrl: string): Promise<EmulatedApp> {
  const issue = (username?: string) =>
    app.call(
      (world) => issueToken(world, username && findUser(world, username.toLowerCase()).username, LIFETIME).token,
    );
  return {
    baseUrl,
    org: app.name.org,
    app: app.name.app,
    token: await issue(),
    userToken: issue,
    async reset() {
      await app.reset();
      log.clear();
    },
    requests: () => log.list(MOST_REQUESTS),
  };
}
