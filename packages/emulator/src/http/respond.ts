/** Answers the calls of the API. */
import { buffer } from "node:stream/consumers";
import { createRouter, type Description, operationsOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import type { HttpRequest, HttpResponse } from "@agora-chat-openapi/http";
import type { Assembled, Caller, Handler, Input, OperationId, StoredFile } from "../operations/handlers.ts";
import { type App, StoreError } from "../store/app.ts";
import type { Apps, Tenant } from "../store/apps.ts";
import type { FileStore } from "../store/store.ts";
import type { Actor } from "../world/actor.ts";
import { Refusal, refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { type AdmissionOptions, createAdmission } from "./admission.ts";
import { createEndpoints, type Endpoint } from "./endpoint.ts";
import { failure, refusalResponse, type Timing } from "./failure.ts";
import type { Faults } from "./faults.ts";
import type { ReadInput } from "./input.ts";
import type { RequestLog } from "./request-log.ts";
import { strike } from "./strike.ts";
import { withStoredFiles } from "./uploads.ts";

export interface ResponderOptions extends AdmissionOptions {
  description: Description;
  operations: Assembled;
  apps: Apps;
  files: FileStore;
  logOf: (tenant: Tenant) => RequestLog;
  faultsOf: (tenant: Tenant) => Faults;
  /** Is told of faults of the emulator. */
  onFault: (error: unknown) => void;
}

/** @param origin scheme and host by which the emulator was called */
export type Respond = (request: HttpRequest, origin: string) => Promise<HttpResponse>;

/** A call whose operation is known. */
interface Call {
  endpoint: Endpoint;
  tenant: Tenant;
  request: HttpRequest;
  /** The values of the path in order. */
  values: string[];
  path: string;
  search: string;
  origin: string;
  /** When it was answered, in Unix ms. */
  timestamp: number;
  /** When it came, by the clock of `performance`. */
  started: number;
}

/** What became of a call: its content, or what it says where its files have to be stored first. */
type Outcome = { content: object } | { caller: Caller; input: ReadInput };

export function createResponder(options: ResponderOptions): Respond {
  const { description, apps, files, tenants, logOf, faultsOf, onFault } = options;
  const router = createRouter(operationsOf(description));
  const endpointOf = createEndpoints(schemasOf(description), options.operations);
  const { admit, admitTo } = createAdmission(options);

  async function respond(call: Call): Promise<HttpResponse> {
    const { endpoint, tenant } = call;
    const { handle } = endpoint;
    if (!handle) return notYet(endpoint, timing(call));
    try {
      const app = await apps.find(tenant);
      if (!app) throw refuse("OrganizationApplicationNotFound", { app: `${tenant.org}/${tenant.app}` });
      const outcome = await app.call((world) => run(world, call, handle));
      const content = "content" in outcome ? outcome.content : await runWithFiles(app, call, handle, outcome);
      return endpoint.isFile ? await fileResponse(app, content as StoredFile) : success(app, call, content);
    } catch (error) {
      return refused(call, error);
    }
  }

  function run(world: World, call: Call, handle: Handler<OperationId>): Outcome {
    const { endpoint, request, values, search } = call;
    const { headers, body } = request;
    call.timestamp = world.now;
    const caller = admit(world, endpoint, { ...call, authorization: headers["authorization"] });
    const input = endpoint.read({ values, search, headers, body });
    world.actor = actorOf(caller, input);
    admitTo(world, endpoint, caller, input.path);
    return input.files.length > 0 ? { caller, input } : { content: handle(world, toInput(call, input, caller, [])) };
  }

  function runWithFiles(
    app: App,
    call: Call,
    handle: Handler<OperationId>,
    { caller, input }: Extract<Outcome, { input: ReadInput }>,
  ): Promise<object> {
    return withStoredFiles(files, app.key, input.files, (stored) =>
      app.call((world) => {
        call.timestamp = world.now;
        world.actor = actorOf(caller, input);
        return handle(world, toInput(call, input, caller, stored));
      }),
    );
  }

  async function fileResponse(app: App, { id, type }: StoredFile): Promise<HttpResponse> {
    return { status: 200, headers: { "content-type": type }, body: await buffer(files.open(app.key, id)) };
  }

  function refused(call: Call, error: unknown): HttpResponse {
    try {
      if (error instanceof Refusal) return refusalResponse(call.endpoint, error, timing(call));
      throw error;
    } catch (fault) {
      onFault(fault);
      const text = fault instanceof StoreError ? fault.message : "the emulator failed, which is a fault of its own";
      return failure(500, "INTERNAL_SERVER_ERROR", text, timing(call));
    }
  }

  async function appTiming(call: Call): Promise<Timing> {
    const app = await apps.find(call.tenant);
    if (app) call.timestamp = await app.call(({ now }) => now);
    return timing(call);
  }

  return async (request, origin) => {
    const started = performance.now();
    const { method, url, body } = request;
    const { path, search } = splitUrl(url);
    const route = router.find(method, path);
    if (!route) return unknown(router.methods(path), method, path);
    const { operation, values } = route;
    const [org = "", name = ""] = values;
    const tenant = tenants.of(org, name);
    const endpoint = endpointOf(operation);
    const call = { endpoint, tenant, request, values, path, search, origin, started, timestamp: Date.now() };
    const fault = faultsOf(tenant).next(operation, path);
    const response = await (fault
      ? strike(
          fault,
          endpoint,
          () => appTiming(call),
          () => respond(call),
        )
      : respond(call));
    const { status } = response;
    const duration = performance.now() - started;
    const logged = { at: call.timestamp, operation: operation.id, method, url, status, duration };
    logOf(tenant).add(logged, body, response.body);
    return response;
  };
}

/** Clients say in the query on which device they are. */
function actorOf({ user }: Caller, { sent }: ReadInput): Actor | undefined {
  const [resource] = sent["resource"] ?? [];
  return user === undefined ? undefined : { user, ...(resource !== undefined && { resource }) };
}

function toInput(
  { origin, path }: Call,
  input: ReadInput,
  caller: Caller,
  files: Input<OperationId>["files"],
): Input<OperationId> {
  return { ...input, caller, files, url: origin + path } as unknown as Input<OperationId>;
}

function success({ name }: App, call: Call, content: object): HttpResponse {
  const { endpoint, path, search, origin } = call;
  const context = { ...timing(call), app: name, origin, path, search };
  const body = endpoint.frame(context, content as Record<string, unknown>);
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function timing({ timestamp, started }: Call): Timing {
  return { timestamp, duration: Math.round(performance.now() - started) };
}

function notYet({ operation }: Endpoint, timing: Timing): HttpResponse {
  return failure(501, "not_implemented", `the emulator does not have ${operation.id} yet`, timing);
}

function unknown(methods: string[], method: string, path: string): HttpResponse {
  const known = methods.length > 0 ? `${methods.join(" and ")} there` : "no such path";
  const text = `${method} ${path}: the API has ${known}`;
  return failure(404, "service_resource_not_found", text, { timestamp: Date.now(), duration: 0 });
}
