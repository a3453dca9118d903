import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { type EmulatedApp, type EmulatorOptions, type StartedEmulator, startEmulator } from "../../src/index.ts";
import { loadSdk, type Sdk, SdkClient } from "./sdk.ts";

export const sdk: Sdk = loadSdk();

/** How long a client waits for what it should hear, in ms. */
const TIMEOUT = 15_000;

/** Waits until something holds, and gives it back. @param tell what to say where it does not */
export function until<Value>(find: () => Value, tell = () => String(find)): Promise<NonNullable<Value>> {
  return vi.waitFor(
    () => {
      const value = find();
      if (!value) throw new Error(`did not come: ${tell()}`);
      return value;
    },
    { timeout: TIMEOUT, interval: 5 },
  );
}

/** Waits until a handler of a client was told something. @param fits which; by default the first */
export function hear(client: SdkClient, handler: string, fits: Record<string, unknown> = {}) {
  const isIt = (value: Record<string, unknown>) => Object.entries(fits).every(([name, each]) => value[name] === each);
  const tell = () => `${handler} ${JSON.stringify(fits)}, but ${JSON.stringify(client.heard)}`;
  return until(() => client.of(handler).find(isIt), tell);
}

/** How many users are registered by one call. */
const MOST_AT_ONCE = 60;

export interface World {
  emulator: StartedEmulator;
  app: EmulatedApp;
  /** A client that is not logged in. */
  client(options?: Record<string, unknown>): SdkClient;
  /** Logs a user in by a token. */
  open(username: string, options?: Record<string, unknown>): Promise<SdkClient>;
  /** Makes a call of the API as the app server does. */
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

/** An emulator with users, for all tests of a file; clients are closed after each. */
export function startWorld(usernames: readonly string[], options: EmulatorOptions = {}): World {
  const world = {} as World;
  const clients: SdkClient[] = [];

  beforeAll(async () => {
    world.emulator = await startEmulator(options);
    world.app = await world.emulator.app();
    const { app } = world;
    world.call = async (method, path, body) => {
      const response = await fetch(`${app.baseUrl}/${app.org}/${app.app}${path}`, {
        method,
        headers: { authorization: `Bearer ${app.token}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    };
    world.client = (more = {}) => {
      const url = `${app.baseUrl.replace("http", "ws")}/ws`;
      const client = new SdkClient(sdk, { appKey: `${app.org}#${app.app}`, url, apiUrl: app.baseUrl, ...more });
      clients.push(client);
      return client;
    };
    world.open = async (user, more) => {
      const client = world.client(more);
      await client.connection.open({ user, accessToken: await app.userToken(user) });
      return client;
    };
    for (let begin = 0; begin < usernames.length; begin += MOST_AT_ONCE) {
      const some = usernames.slice(begin, begin + MOST_AT_ONCE);
      await world.call(
        "POST",
        "/users",
        some.map((username) => ({ username, password: `${username}-secret` })),
      );
    }
  });

  afterEach(() => {
    for (const { connection } of clients.splice(0)) connection.close();
  });
  afterAll(() => world.emulator.close());
  return world;
}

/** Sends a text. */
export function sendText(client: SdkClient, to: string, msg: string, more: Record<string, unknown> = {}) {
  return client.connection.send(sdk.message.create({ type: "txt", chatType: "singleChat", to, msg, ...more }));
}
