/** The emulator's own API, under `/_emulator`. */
import { createDescription, createRouter, operationsOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { readRequest, splitUrl } from "@agora-chat-openapi/description/validate";
import type { HttpRequest, HttpResponse, StreamedResponse } from "@agora-chat-openapi/http";
import type { Callbacks } from "../callbacks/callbacks.ts";
import { document } from "../generated/admin.ts";
import type { Seed } from "../seed/seed.ts";
import type { Apps, Tenant } from "../store/apps.ts";
import type { AppFiles } from "../store/export.ts";
import type { Snapshots } from "../store/snapshots.ts";
import { version } from "../version.ts";
import type { Restorable } from "../world/table.ts";
import type { World } from "../world/world.ts";
import {
  type AdminHandlers,
  type AdminId,
  type AdminInput,
  type Failure,
  noApp,
  type Success,
  TRANSFERS,
} from "./admin-handlers.ts";
import { createCallbackHandlers } from "./callback-handlers.ts";
import { createClockHandlers } from "./clock-handlers.ts";
import { createDeviceHandlers } from "./device-handlers.ts";
import { createFaultHandlers } from "./fault-handlers.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";
import { createSeedHandlers } from "./seed-handlers.ts";
import { createSettingsHandlers } from "./settings-handlers.ts";
import { createSnapshotHandlers } from "./snapshot-handlers.ts";
import type { Tenants } from "./tenants.ts";
import { createTransfers } from "./transfer.ts";

export const ADMIN = "/_emulator";

export interface AdminOptions {
  apps: Apps;
  tenants: Tenants;
  logOf: (tenant: Tenant) => RequestLog;
  faultsOf: (tenant: Tenant) => Faults;
  snapshotsOf: (tenant: Tenant) => Snapshots;
  callbacks: Callbacks;
  /** Features that can be off. */
  features: readonly string[];
  seed: Seed;
  files: AppFiles;
}

/** What rows hold that nobody should read. */
const HIDDEN = ["password", "digest", "secret"];

export interface Admin {
  respond(request: HttpRequest): Promise<StreamedResponse>;
  /** Whether a request has a body that may be large, so that it is to be handed over as a stream. */
  isUpload(request: Pick<HttpRequest, "method" | "url">): boolean;
}

/** Makes what answers calls under `/_emulator`. */
export function createAdmin(options: AdminOptions): Admin {
  const description = createDescription(document);
  const schemas = schemasOf(description);
  const router = createRouter(operationsOf(description));
  const handlers = createHandlers(options);
  const transfers = createTransfers(options.apps, options.files);

  async function respond(request: HttpRequest): Promise<StreamedResponse> {
    const { method, url, headers, body } = request;
    if (isForeign(headers)) return json(403, { error: `pages of ${headers["origin"]} may not steer this emulator` });
    const { path, search } = splitUrl(url);
    const route = router.find(method === "HEAD" ? "GET" : method, path);
    if (!route) return json(404, { error: missing(router.methods(path), method, path) });
    const { operation, values } = route;
    const tenant = options.tenants.of(values[0] ?? "", values[1] ?? "");
    if (isTransfer(operation.id)) return toResponse(await transfers[operation.id](tenant, request));
    const { input, problems } = readRequest(schemas, operation, { values, search, headers, body });
    if (problems[0]) return json(400, { error: problems[0].message });
    return toResponse(await handlers[operation.id as AdminId]({ ...(input as Omit<AdminInput, "tenant">), tenant }));
  }

  return {
    respond,
    isUpload: ({ method, url }) => router.find(method, splitUrl(url).path)?.operation.id === "importApp",
  };
}

function isTransfer(id: string): id is (typeof TRANSFERS)[number] {
  return (TRANSFERS as readonly string[]).includes(id);
}

function toResponse(result: object): StreamedResponse {
  if ("headers" in result) return result as StreamedResponse;
  return "body" in result ? json((result as Failure).status, (result as Failure).body) : json(200, result);
}

function createHandlers(options: AdminOptions): AdminHandlers {
  const { apps, logOf, faultsOf, snapshotsOf, callbacks, features, seed } = options;
  return {
    ...createDeviceHandlers(apps, callbacks),
    ...createCallbackHandlers(apps, callbacks),
    ...createClockHandlers(apps),
    ...createFaultHandlers(apps, faultsOf),
    ...createSnapshotHandlers(apps, snapshotsOf),
    ...createSettingsHandlers(apps, features),
    ...createSeedHandlers(apps, seed),
    getHealth: () => ({
      status: "ok",
      version,
      apps: apps.opened().map(({ name: { org, app }, size: rows }) => ({ org, app, rows })),
    }),
    async resetApp({ tenant }) {
      const app = await apps.find(tenant);
      await app?.reset();
      if (app) await callbacks.of(app).clear();
      logOf(tenant).clear();
      faultsOf(tenant).clear();
      snapshotsOf(tenant).clear();
      return { done: true };
    },
    async listRequests({ tenant, query }) {
      if (!(await apps.find(tenant))) return noApp(tenant);
      return { requests: logOf(tenant).list(Number(query["limit"]), query["operation"] as string | undefined) };
    },
    async getState({ tenant, path, query }) {
      const app = await apps.find(tenant);
      if (!app) return noApp(tenant);
      return app.call((world) => state(world, path["table"] ?? "", Number(query["limit"]), Number(query["after"])));
    },
  };
}

function state(world: World, name: string, limit: number, after: number): Success<"getState"> | Failure {
  const table = world.tables.get(name);
  if (!table) return { status: 404, body: { error: `there is no table ${name}`, tables: [...world.tables.keys()] } };
  const later = [...table.list()].filter(({ place }) => place > after).sort((a, b) => a.place - b.place);
  const page = later.slice(0, limit);
  const last = page.at(-1);
  return {
    table: name,
    size: (table as Restorable).size,
    rows: page.map(({ row }) => visible(row)),
    ...(later.length > limit && last && { next: last.place }),
  };
}

function visible(row: object): Record<string, never> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !HIDDEN.includes(name))) as Record<string, never>;
}

/** Whether a page of another origin makes the call. */
function isForeign({ origin, host }: Record<string, string>): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

function missing(methods: string[], method: string, path: string): string {
  return methods.length > 0 ? `${path} has ${methods.join(" and ")}, not ${method}` : `there is no ${path}`;
}

function json(status: number, body: object): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
