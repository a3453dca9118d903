/** Tests of rules that the description states. */
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { logIn } from "../../src/domain/device.ts";
import { findUser } from "../../src/domain/find-user.ts";
import { createCore } from "../../src/emulator.ts";
import type { RuleId } from "../../src/generated/description.ts";
import type { EmulatedApp, EmulatorOptions, Tenant } from "../../src/index.ts";
import type { World } from "../../src/world/world.ts";
import { checkedFetch } from "./checked-fetch.ts";
import { refusalOf } from "./refusal.ts";

export interface RuleContext {
  app: EmulatedApp;
  /** A client of an app of its own, which holds every response to the description. */
  chat: ChatClient;
  /** Registers users. */
  register(...usernames: string[]): Promise<void>;
  /** Logs a user in on a device. */
  logIn(username: string, resource: string): Promise<void>;
  /** Changes what the app holds, where calls of the API would take too long. */
  change(run: (world: World) => void): Promise<void>;
  /** How many rows each table of the app has that has any. */
  rows(): Promise<Record<string, number>>;
  /** Moves the app's clock on, in ms. */
  pass(ms: number): void;
  /** The name of the error that a call is refused with. */
  refusal(call: Promise<unknown>): Promise<string>;
}

const rules = new Map(
  operationsOf(readDescription()).flatMap(({ extensions }) =>
    (extensions["x-rules"] ?? []).map((each) => [each.id, each] as const),
  ),
);

/** A point in time that no test depends on, in Unix ms. */
const START = 1_772_445_600_000;

/** A test of a rule. Where the rule says which error is given, the test has to have seen it. */
export function rule(
  id: RuleId,
  run: (context: RuleContext) => Promise<void>,
  options: EmulatorOptions = {},
  tenant?: Tenant,
): void {
  test(id, async () => {
    const seen: string[] = [];
    await run(await createContext(options, tenant, seen));
    const error = rules.get(id)?.error;
    if (error !== undefined) expect(seen).toContain(error);
  });
}

async function createContext(
  options: EmulatorOptions,
  tenant: Tenant | undefined,
  seen: string[],
): Promise<RuleContext> {
  let time = START;
  const emulator = createCore({ clock: () => time, ...options });
  const app = await emulator.app(tenant);
  const fetch = checkedFetch(emulator.fetch);
  const chat = createChatClient({ ...app, fetch });
  return {
    app: { ...app, fetch },
    chat,
    async register(...usernames) {
      await chat.createUsers({ body: usernames.map((username) => ({ username })) });
    },
    async logIn(username, resource) {
      const found = await emulator.apps.find(app);
      await found?.call((world) => logIn(world, findUser(world, username), resource));
    },
    async change(run) {
      const found = await emulator.apps.find(app);
      await found?.call(run);
    },
    async rows() {
      const found = await emulator.apps.find(app);
      const sizes = await found?.call((world) => [...world.tables].map(([name, { size }]) => [name, size] as const));
      return Object.fromEntries((sizes ?? []).filter(([, size]) => size > 0));
    },
    pass(ms) {
      time += ms;
    },
    async refusal(call) {
      const name = await refusalOf(call);
      seen.push(name);
      return name;
    },
  };
}
