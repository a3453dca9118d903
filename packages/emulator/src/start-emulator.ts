import { serve } from "@agora-chat-openapi/http";
import { createCore, type Emulator } from "./emulator.ts";
import { failure } from "./http/failure.ts";
import type { EmulatorOptions } from "./options.ts";
import { seedEmpty, WORLD, worldApp } from "./seed/seed.ts";

export interface StartOptions extends EmulatorOptions {
  /** Port to listen on; 0 takes a free one. @default 0 */
  port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  host?: string;
  /** Names by which the emulator may be called, beside localhost, IP addresses and names without a dot. */
  allowHosts?: readonly string[];
  /** Origins whose pages may call the API, beside those on localhost, such as `https://docs.example.com`. */
  allowOrigins?: readonly string[];
  /**
   * What apps are filled with that hold nothing yet: `world`, the world of the API's documented examples, or the path of a
   * file that was exported. Those in `apps`; without them, the app that the seed comes from. @default nothing
   */
  seed?: string;
  /** Gets one line for each response: status, method, path. Never a header, a query or a body. */
  log?: (line: string) => void;
}

/** An emulator with a port. */
export interface StartedEmulator extends Emulator {
  /** Where it listens, without a trailing slash: the client's `baseUrl`. */
  url: string;
  /**
   * Stops listening, waits for the responses under way, and lets go of the data file.
   * @param gracePeriod how long to wait before connections are cut, in ms
   */
  close(gracePeriod?: number): Promise<void>;
}

/**
 * Starts an emulator on loopback.
 *
 *     const emulator = await startEmulator();
 *     const chat = createChatClient(await emulator.app());
 *
 * @throws Error with the `code` of the system, such as "EADDRINUSE"; Error with a sentence when the data file is not one
 *   of the emulator, or is in use, or when the seed is not an export; TypeError for a malformed host or origin
 */
export async function startEmulator(options: StartOptions = {}): Promise<StartedEmulator> {
  const { log, port, host, allowHosts, allowOrigins, seed, apps = [] } = options;
  const core = createCore(seed === WORLD && apps.length === 0 ? { ...options, apps: [worldApp()] } : options);
  try {
    if (seed !== undefined) await seedEmpty(core, seed, apps);
    const listener = await serve((request) => core.respond(request, `http://${request.headers["host"] ?? ""}`), {
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(allowHosts && { allowHosts }),
      ...(allowOrigins && { allowOrigins }),
      isStreamed: core.isUpload,
      ...(options.realtime !== false && { onUpgrade: core.realtime.onUpgrade }),
      refuse: ({ status, message }) =>
        failure(status, "illegal_argument", message, { timestamp: Date.now(), duration: 0 }),
      onResponse: ({ method, url }, status) => log?.(`${status} ${method} ${url?.split("?")[0]}`),
    });
    return {
      url: listener.url,
      app: (tenant) => core.appAt(listener.url, tenant),
      fetch: core.fetch,
      async close(gracePeriod) {
        await core.realtime.close();
        await listener.close(gracePeriod);
        await core.close();
      },
    };
  } catch (error) {
    await core.close();
    throw error;
  }
}
