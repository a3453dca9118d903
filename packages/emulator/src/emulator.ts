import { randomUUID } from "node:crypto";
import { type Operation, operationsOf, quotasOf, readDescription } from "@agora-chat-openapi/description";
import type { HttpRequest, StreamedResponse } from "@agora-chat-openapi/http";
import { createCallbacks, toCommonRules } from "./callbacks/callbacks.ts";
import { react as queueCallbacks } from "./callbacks/outbox.ts";
import { checkNode } from "./check-node.ts";
import { dueHandlers } from "./domain/due.ts";
import { checkFeatures } from "./domain/settings.ts";
import { storedFileIds } from "./domain/shared-file.ts";
import { createEmulatedApp, type EmulatedApp } from "./emulated-app.ts";
import { ADMIN, createAdmin } from "./http/admin.ts";
import { createFaults } from "./http/faults.ts";
import { createFetch } from "./http/fetch.ts";
import { createHistoryFiles } from "./http/history-files.ts";
import { createLimiter } from "./http/limit.ts";
import { createRequestLog } from "./http/request-log.ts";
import { createResponder } from "./http/respond.ts";
import { createTenants } from "./http/tenants.ts";
import { operations } from "./operations/index.ts";
import { HISTORY } from "./operations/messages/history.ts";
import type { EmulatorOptions } from "./options.ts";
import { endLostSessions } from "./realtime/lost-sessions.ts";
import { createRealtime, type Realtime } from "./realtime/realtime.ts";
import { react as queueSignals } from "./realtime/signals.ts";
import { createSdkResponder } from "./sdk/respond.ts";
import { createSeed, type Seed } from "./seed/seed.ts";
import { type Apps, createApps, type Tenant } from "./store/apps.ts";
import type { AppFiles } from "./store/export.ts";
import { createMemoryStore } from "./store/memory.ts";
import { createSnapshots } from "./store/snapshots.ts";
import { openSqliteStore } from "./store/sqlite.ts";
import type { Store } from "./store/store.ts";
import type { Settings } from "./world/controls.ts";
import type { Event } from "./world/events.ts";
import type { Ids } from "./world/ids.ts";
import { createQuotas } from "./world/quotas.ts";
import type { World } from "./world/world.ts";

/** An emulator of the API. */
export interface Emulator {
  /**
   * An app: by default a new one, empty, for one test alone.
   *
   *     const chat = createChatClient(await emulator.app());
   */
  app(tenant?: Tenant): Promise<EmulatedApp>;
  /** Answers a request without a port: what the client takes as `fetch`. */
  fetch: typeof globalThis.fetch;
  /** Lets go of the data file. */
  close(): Promise<void>;
}

/** An emulator as its server sees it. */
export interface EmulatorCore extends Emulator {
  /** @param origin scheme and host by which it was called */
  respond(request: HttpRequest, origin: string): Promise<StreamedResponse>;
  /** Whether a request brings files, so that its body is to be handed over as a stream. */
  isUpload(request: Pick<HttpRequest, "method" | "url" | "headers">): boolean;
  readonly apps: Apps;
  readonly store: Store;
  readonly files: AppFiles;
  readonly seed: Seed;
  /** Takes over the sockets of clients. */
  readonly realtime: Realtime;
  /** The app of a tenant, reached at an address. */
  appAt(baseUrl: string, tenant?: Tenant): Promise<EmulatedApp>;
}

/** Where an emulator without a port seems to be. */
const NOWHERE = "http://localhost";
/** The organization of apps that tests are given. */
const TEST_ORG = "test";

/**
 * Makes an emulator without a port.
 *
 *     const emulator = createEmulator();
 *     const chat = createChatClient(await emulator.app());
 *
 * @throws Error with a sentence when the data file is not one of the emulator, or is in use; RangeError for a feature that
 *   the description does not have
 */
export function createEmulator(options?: EmulatorOptions): Emulator {
  return createCore(options);
}

/** @param ids where ids come from, in place of those that each app makes */
export function createCore(options: EmulatorOptions = {}, ids?: Ids): EmulatorCore {
  checkNode(process.versions.node);
  const { data, sync, apps: named = [], onlyNamed = false, auth = "any", clock } = options;
  const description = readDescription();
  const described = operationsOf(description);
  const features = featuresOf(described);
  const store = data === undefined ? createMemoryStore() : openSqliteStore(data, { sync: sync ?? false });
  const logs = perTenant(createRequestLog);
  const snapshots = perTenant(createSnapshots);
  const faults = perTenant(() => createFaults(described));
  const tenants = createTenants(named);
  const callbacks = createCallbacks(console.error);
  const apps = createApps(store, {
    named: onlyNamed ? named : undefined,
    world: {
      ...(clock && { clock }),
      ...(ids && { ids }),
      quotas: createQuotas(quotasOf(description)),
      settings: settingsOf(options, features),
      callbackRules: toCommonRules(options.callbacks ?? []),
      freeze: process.env["NODE_ENV"] === "test",
    },
    react,
    due: dueHandlers,
    clientOf: (tenant) => (auth === "check" ? (tenants.clientOf(tenant) ?? null) : undefined),
    uuidOf: tenants.uuidOf,
    filesOf: storedFileIds,
    keepsFiles: (tenant) => snapshots(tenant).size > 0,
    onOpen(app) {
      callbacks.open(app);
      endLostSessions(app).catch(console.error);
    },
    onFault: console.error,
  });
  apps.openDue().catch(console.error);
  const checksTokens = auth === "check";
  const realtime = createRealtime({ apps, tenants, checksTokens, callbacksOf: callbacks.of, onFault: console.error });
  const files = { store: store.files, of: storedFileIds };
  const seed = createSeed(files, createCore);
  const responder = createResponder({
    ...{ description, operations, apps, files: store.files, tenants, logOf: logs, faultsOf: faults },
    respondToOther: createSdkResponder({
      ...{ apps, tenants, checksTokens, operations: described, logOf: logs, onFault: console.error },
    }),
    checksTokens,
    limiter: createLimiter(),
    onFault: console.error,
  });
  const admin = createAdmin({
    ...{ apps, tenants, callbacks, features, seed, files },
    ...{ logOf: logs, faultsOf: faults, snapshotsOf: snapshots },
  });
  const historyFiles = createHistoryFiles(apps);
  const respond = async (request: HttpRequest, origin: string): Promise<StreamedResponse> => {
    if (request.url.startsWith(ADMIN)) return admin.respond(request);
    if (request.url.startsWith(`${HISTORY}/`)) return historyFiles(request);
    return responder.respond(request, origin);
  };
  const isUpload: EmulatorCore["isUpload"] = (request) =>
    request.url.startsWith(ADMIN) ? admin.isUpload(request) : responder.isUpload(request);
  const fetch = createFetch(respond, isUpload);

  async function appAt(baseUrl: string, tenant: Tenant = { org: TEST_ORG, app: randomUUID() }): Promise<EmulatedApp> {
    apps.add(tenant);
    const app = await apps.find(tenant);
    if (!app) throw new Error(`there is no app ${tenant.org}/${tenant.app}`);
    const records = { log: logs(tenant), faults: faults(tenant), snapshots: snapshots(tenant) };
    return createEmulatedApp(app, { ...records, callbacks: callbacks.of(app), files, features, seed }, baseUrl);
  }

  return {
    respond,
    isUpload,
    fetch,
    apps,
    store,
    files,
    seed,
    realtime,
    appAt,
    app: async (tenant) => ({ ...(await appAt(NOWHERE, tenant)), fetch }),
    async close() {
      await realtime.close();
      apps.stop();
      await callbacks.close();
      await store.close();
    },
  };
}

/** What follows from an event in the same commit. */
function react(world: World, event: Event): void {
  queueCallbacks(world, event);
  queueSignals(world, event);
}

/** Features that can be off. */
function featuresOf(operations: readonly Operation[]): string[] {
  return [...new Set(operations.flatMap(({ extensions }) => extensions["x-feature"] ?? []))].sort();
}

function settingsOf(options: EmulatorOptions, features: readonly string[]): Settings {
  const { plan = null, featuresOff = [], rateLimits = false, strictSending = false } = options;
  checkFeatures(featuresOff, features);
  return { plan, featuresOff, rateLimits, strictSending };
}

/** Makes something for each tenant, when it is first asked for. */
function perTenant<Value>(create: () => Value): (tenant: Tenant) => Value {
  const values = new Map<string, Value>();
  return ({ org, app }) => {
    const key = `${org}#${app}`;
    const value = values.get(key) ?? create();
    values.set(key, value);
    return value;
  };
}
