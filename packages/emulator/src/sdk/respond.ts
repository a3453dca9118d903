/** Answers the calls that the web SDK makes beside the API. */
import {
  createDescription,
  createRouter,
  type Operation,
  operationsOf,
  type Router,
} from "@agora-chat-openapi/description";
import { type DocumentedError, documentedErrors } from "@agora-chat-openapi/description/examples";
import { type Schemas, schemasOf } from "@agora-chat-openapi/description/schemas";
import { readRequest, splitUrl } from "@agora-chat-openapi/description/validate";
import type { HttpRequest, HttpResponse } from "@agora-chat-openapi/http";
import { document } from "../generated/sdk.ts";
import { authenticate, bearerToken } from "../http/authenticate.ts";
import { errorResponse, failure } from "../http/failure.ts";
import type { RequestLog } from "../http/request-log.ts";
import type { Tenants } from "../http/tenants.ts";
import type { Apps, Tenant } from "../store/apps.ts";
import { Refusal, refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import type { SdkHandler, SdkHandlers, SdkId, SdkInput } from "./handlers.ts";

export interface SdkResponderOptions {
  apps: Apps;
  tenants: Tenants;
  checksTokens: boolean;
  /** The operations of the API, whose errors these calls have, too. */
  operations: readonly Operation[];
  logOf: (tenant: Tenant) => RequestLog;
  onFault: (error: unknown) => void;
}

/** Answers a call of the SDK; undefined where it is none of its own. */
export type SdkRespond = (request: HttpRequest, origin: string) => Promise<HttpResponse> | undefined;

export function createSdkResponder(options: SdkResponderOptions): SdkRespond {
  const { apps, tenants, checksTokens, operations, logOf, onFault } = options;
  let described: Described | undefined;
  let errors: Map<string, DocumentedError> | undefined;
  const errorOf = (name: string) => {
    errors ??= new Map(operations.flatMap(documentedErrors).map((error) => [error.name, error]));
    return errors.get(name);
  };

  function run(world: World, operation: Operation, tenant: Tenant, call: SdkCall & { handlers: SdkHandlers }): object {
    const { headers } = call.request;
    const credentials = checksTokens ? (tenants.credentialsOf(tenant) ?? "issued") : undefined;
    const { input, problems } = readRequest(call.schemas, operation, { ...call, headers, body: call.request.body });
    // Clients say more in the query than is read here.
    const problem = problems.find(({ rule }) => rule !== "request/query/undocumented");
    if (problem) throw refuse("IllegalArgument", { reason: problem.message });
    const path = input.path as Record<string, string>;
    const caller = authenticate(world, bearerToken(headers["authorization"]), credentials);
    const own = path["username"]?.toLowerCase();
    const user = caller.user ?? (checksTokens ? undefined : own);
    if (caller.fault || user === undefined || (own !== undefined && own !== user)) throw refuse("AuthBadAccessToken");
    const resource = (input.query as Record<string, string>)["resource"];
    const seat = { user, ...(resource !== undefined && { resource }) };
    world.actor = seat;
    const handle = call.handlers[operation.id as SdkId] as SdkHandler<SdkId>;
    const { until } = caller;
    return handle(world, {
      ...{ path, query: input.query, body: input.body, url: call.url },
      caller: { ...seat, ...(until !== undefined && { until }) },
    } as unknown as SdkInput<SdkId>);
  }

  async function respond(operation: Operation, tenant: Tenant, call: SdkCall): Promise<HttpResponse> {
    const timing = { timestamp: Date.now(), duration: 0 };
    try {
      const app = await apps.find(tenant);
      if (!app) throw refuse("OrganizationApplicationNotFound", { app: `${tenant.org}/${tenant.app}` });
      // Most emulators are called by app servers alone, and need neither these nor what encodes messages.
      const { handlers } = await import("./all.ts");
      const body = await app.call((world) => run(world, operation, tenant, { ...call, handlers }));
      const headers = { "content-type": "application/json" };
      return { status: 200, headers, body: JSON.stringify(body) };
    } catch (error) {
      const documented = error instanceof Refusal ? errorOf(error.refusal) : undefined;
      if (documented) return errorResponse(documented, error as Refusal, timing);
      onFault(error);
      return failure(500, "INTERNAL_SERVER_ERROR", "the emulator failed, which is a fault of its own", timing);
    }
  }

  return (request, origin) => {
    const { method, url, body } = request;
    const { path, search } = splitUrl(url);
    described ??= describe();
    const route = described.router.find(method, path);
    if (!route) return undefined;
    const { operation, values } = route;
    const tenant = tenants.of(values[0] ?? "", values[1] ?? "");
    const started = performance.now();
    const responding = respond(operation, tenant, { request, values, search, url: origin + path, ...described });
    return responding.then((response) => {
      const duration = performance.now() - started;
      const logged = { at: Date.now(), operation: operation.id, method, url, status: response.status, duration };
      logOf(tenant).add(logged, body, response.body);
      return response;
    });
  };
}

interface Described {
  schemas: Schemas;
  router: Router;
}

function describe(): Described {
  const description = createDescription(document);
  return { schemas: schemasOf(description), router: createRouter(operationsOf(description)) };
}

interface SdkCall extends Described {
  request: HttpRequest;
  /** The values of the path in order. */
  values: string[];
  search: string;
  /** Without the query. */
  url: string;
}
