import { createClock, type EmulatedClock } from "./app-clock.ts";
import { exportApp, importApp } from "./app-file.ts";
import type { AppCallbacks, EmulatedCallbacks } from "./callbacks/app-callbacks.ts";
import { type Conversation, conversationsOf } from "./domain/conversation.ts";
import { findUser } from "./domain/find-user.ts";
import { inboxOf, type ReceivedMessage } from "./domain/inbox.ts";
import { changeSettings, checkFeatures } from "./domain/settings.ts";
import { issueToken } from "./domain/token.ts";
import { createDevice, type EmulatedDevice, existingUser } from "./emulated-device.ts";
import type { Faults } from "./http/faults.ts";
import type { LoggedCall, RequestLog } from "./http/request-log.ts";
import type { Seed } from "./seed/seed.ts";
import type { App } from "./store/app.ts";
import type { AppFiles } from "./store/export.ts";
import type { Snapshot, Snapshots } from "./store/snapshots.ts";
import type { Settings } from "./world/controls.ts";

/** An app of an emulator, as a test holds it; also what the client is made with. */
export interface EmulatedApp {
  /** Where the emulator listens. */
  baseUrl: string;
  org: string;
  app: string;
  /** A token of the app, good for ever. */
  token: string;
  /** There where the emulator has no port. */
  fetch?: typeof globalThis.fetch;
  /** A token of a user, good for a day by the app's clock. @throws Refusal when there is no such user */
  userToken(username: string): Promise<string>;
  /**
   * Logs a user in on a device, such as `web`: they are online, and get what waited for them.
   * @throws Error when there is no such user, or they are banned
   */
  device(username: string, resource: string): Promise<EmulatedDevice>;
  /**
   * The messages that have reached a device of a user, the oldest first.
   * @throws Error when there is no such user
   */
  inbox(username: string): Promise<ReceivedMessage[]>;
  /**
   * What a user can load of their conversations, the latest first.
   * @throws Error when there is no such user
   */
  conversations(username: string): Promise<Conversation[]>;
  /** The app's time. */
  clock: EmulatedClock;
  /** What goes wrong with its calls: `app.faults.add({ operation: "createChatroom", example: "ReachLimit", times: 2 })`. */
  faults: Pick<Faults, "add" | "list" | "clear">;
  /** What is posted to the app server, and what became of it. */
  callbacks: EmulatedCallbacks;
  /**
   * Changes how the app is set up, and tells how it is: `app.settings({ plan: "free", rateLimits: true })`. What is left out
   * stays as it is; at first it is as the options of the emulator say.
   * @throws RangeError for a feature that the description does not have
   */
  settings(change?: Partial<Settings>): Promise<Settings>;
  /** Holds on to what the app holds, for `restore`; in memory, until the app is reset or the emulator ends. */
  snapshot(): Promise<Snapshot>;
  /**
   * Makes the app hold what it held, its clock and settings among it. Ids that were given since are not given again.
   * @throws Error when the snapshot is not there any longer
   */
  restore(snapshot: Snapshot): Promise<void>;
  /** Writes all that the app holds to a file, bytes of files among it: lines of JSON. It is there whole or not at all. */
  export(path: string): Promise<void>;
  /**
   * Makes the app hold what an exported file says, and nothing else.
   * @throws Error with a sentence where the file is not an export; the app is then as it was before
   */
  import(path: string): Promise<void>;
  /**
   * Makes the app hold a seed, and nothing else. `"world"` is the world of the API's documented examples, whose clock
   * goes on from 2 March 2026, 10:00 UTC; the app's tokens and settings stay. Another text is the path of a file that was
   * exported.
   * @throws Error with a sentence where the file is not an export; the app is then as it was before
   */
  seed(seed: string): Promise<void>;
  /** Removes all that the app holds, and what was set for it, such as its clock, settings and faults. */
  reset(): Promise<void>;
  /** The latest calls, the last one first, without secrets. */
  requests(): LoggedCall[];
}

/** How long the tokens of tests are good for, in seconds. */
const LIFETIME = 86_400;
const FOR_EVER = 0;
const MOST_REQUESTS = 1000;
const MOST_MESSAGES = Number.POSITIVE_INFINITY;

/** What an emulator holds of an app beside its rows. */
export interface AppRecords {
  log: RequestLog;
  faults: Faults;
  snapshots: Snapshots;
  callbacks: AppCallbacks;
  files: AppFiles;
  /** Features that can be off. */
  features: readonly string[];
  seed: Seed;
}

export async function createEmulatedApp(
  app: App,
  { log, faults, snapshots, callbacks, files, features, seed }: AppRecords,
  baseUrl: string,
): Promise<EmulatedApp> {
  const { rules, deliveries, resend, settled } = callbacks;
  const issue = (username: string) =>
    app.call((world) => issueToken(world, findUser(world, username.toLowerCase()).username, LIFETIME).token);
  return {
    baseUrl,
    org: app.name.org,
    app: app.name.app,
    token: await app.call((world) => issueToken(world, undefined, FOR_EVER).token),
    userToken: issue,
    clock: createClock(app),
    faults,
    callbacks: { rules, deliveries, resend, settled },
    async settings(change = {}) {
      checkFeatures(change.featuresOff ?? [], features);
      return app.call((world) => changeSettings(world, change));
    },
    device: (username, resource) => createDevice(app, callbacks, username.toLowerCase(), resource),
    inbox: (username) => app.call((world) => inboxOf(world, existingUser(world, username).username, MOST_MESSAGES)),
    conversations: (username) => app.call((world) => conversationsOf(world, existingUser(world, username).username)),
    snapshot: () => snapshots.take(app),
    async restore({ id }) {
      if (!(await snapshots.restore(app, id))) throw new Error(`there is no snapshot ${id} of this app`);
    },
    export: (path) => exportApp(app, files, path),
    import: (path) => importApp(app, files, path),
    seed: (name) => seed(app, name),
    async reset() {
      await app.reset();
      log.clear();
      faults.clear();
      snapshots.clear();
      await callbacks.clear();
    },
    requests: () => log.list(MOST_REQUESTS),
  };
}
