/** Answers the calls of the API. */
import { createRouter, type Description, MULTIPART, operationsOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import { HttpError, type HttpRequest, type HttpResponse, type StreamedResponse } from "@agora-chat-openapi/http";
import type {
  Caller,
  Handler,
  Handlers,
  Input,
  OperationId,
  StoredFile,
  UploadedFile,
} from "../operations/handlers.ts";
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
import { fileResponse } from "./file-response.ts";
import type { ReadInput } from "./input.ts";
import type { RequestLog } from "./request-log.ts";
import { strike } from "./strike.ts";
import { isForm, type StoredForm, withStoredFiles } from "./uploads.ts";

export interface ResponderOptions extends AdmissionOptions {
  description: Description;
  operations: Handlers;
  apps: Apps;
  files: FileStore;
  logOf: (tenant: Tenant) => RequestLog;
  faultsOf: (tenant: Tenant) => Faults;
  /** Responds to calls that the API does not have; undefined where nothing does. */
  respondToOther: (request: HttpRequest, origin: string) => Promise<HttpResponse> | undefined;
  /** Is told of faults of the emulator. */
  onFault: (error: unknown) => void;
}

export interface Responder {
  /**
   * @param origin scheme and host by which the emulator was called
   * @throws HttpError for a request whose body breaks off
   */
  respond(request: HttpRequest, origin: string): Promise<StreamedResponse>;
  /** Whether a request brings files, so that its body is to be handed over as a stream. */
  isUpload(request: Pick<HttpRequest, "method" | "url" | "headers">): boolean;
}

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

export function createResponder(options: ResponderOptions): Responder {
  const { description, apps, files, tenants, logOf, faultsOf, respondToOther, onFault } = options;
  const router = createRouter(operationsOf(description));
  const endpointOf = createEndpoints(schemasOf(description), options.operations);
  const { admit, admitTo, admitMessages } = createAdmission(options);

  async function respond(call: Call): Promise<StreamedResponse> {
    const { endpoint, tenant, request } = call;
    const { handle } = endpoint;
    try {
      const app = await apps.find(tenant);
      if (!app) throw refuse("OrganizationApplicationNotFound", { app: `${tenant.org}/${tenant.app}` });
      const content = await (endpoint.takesFiles && isForm(request)
        ? runWithFiles(app, call, handle)
        : app.call((world) => run(world, call, handle, admitted(world, call))));
      if (endpoint.isFile) return await fileResponse(files, app.key, content as StoredFile, request);
      return success(app, call, content);
    } catch (error) {
      return refused(call, error);
    }
  }

  function admitted(world: World, call: Call): Caller {
    call.timestamp = world.now;
    return admit(world, call.endpoint, { ...call, authorization: call.request.headers["authorization"] });
  }

  function run(world: World, call: Call, handle: Handler<OperationId>, caller: Caller, form?: StoredForm): object {
    const { endpoint, request, values, search } = call;
    const { body, files } = form ?? { body: request.body, files: [] };
    const input = endpoint.read({ values, search, headers: request.headers, body, files });
    world.actor = actorOf(caller, input);
    admitTo(world, endpoint, caller, input.path);
    admitMessages(world, endpoint, call, input.body);
    return handle(world, toInput(call, input, caller, files));
  }

  /** Lets a call in, stores its files as they come, and has it run with them. */
  async function runWithFiles(app: App, call: Call, handle: Handler<OperationId>): Promise<object> {
    const [caller, ids] = await app.call((world) => [admitted(world, call), world.ids]);
    return withStoredFiles(files, app.key, call.request, ids.uuid, (form) => {
      call.request = { ...call.request, body: form.body };
      return app.call((world) => {
        call.timestamp = world.now;
        return run(world, call, handle, caller, form);
      });
    });
  }

  function refused(call: Call, error: unknown): HttpResponse {
    try {
      if (error instanceof Refusal) return refusalResponse(call.endpoint, error, timing(call));
      throw error;
    } catch (fault) {
      if (fault instanceof HttpError) throw fault;
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

  async function respondTo(request: HttpRequest, origin: string): Promise<StreamedResponse> {
    const started = performance.now();
    const { method, url } = request;
    const { path, search } = splitUrl(url);
    const route = router.find(method, path);
    if (!route) return respondToOther(request, origin) ?? unknown(router.methods(path), method, path);
    const { operation, values } = route;
    const [org = "", name = ""] = values;
    const tenant = tenants.of(org, name);
    const endpoint = endpointOf(operation);
    const call: Call = { endpoint, tenant, request, values, path, search, origin, started, timestamp: Date.now() };
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
    logOf(tenant).add(logged, call.request.body, response.body);
    return response;
  }

  return {
    respond: respondTo,
    isUpload(request) {
      const operation = isForm(request)
        ? router.find(request.method, splitUrl(request.url).path)?.operation
        : undefined;
      return operation?.requestBody?.content.has(MULTIPART) ?? false;
    },
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
  files: readonly UploadedFile[],
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

function unknown(methods: string[], method: string, path: string): HttpResponse {
  const known = methods.length > 0 ? `${methods.join(" and ")} there` : "no such path";
  const text = `${method} ${path}: the API has ${known}`;
  return failure(404, "service_resource_not_found", text, { timestamp: Date.now(), duration: 0 });
}
