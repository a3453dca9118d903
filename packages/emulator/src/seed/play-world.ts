/** Plays the world of the examples: what its timeline says is asked of an emulator, call by call, at its times. */
import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import {
  type ExampleRequest,
  exampleRequests,
  requestInit,
  requestUrl,
  type World,
  type WorldCall,
  worldItem,
} from "@agora-chat-openapi/description/examples";

/** Where the world is played. */
export interface Stage {
  fetch: typeof globalThis.fetch;
  /** Operations that it does not have: what they would do does not happen. */
  /** A token of a user. */
  tokenOf(username: string): Promise<string>;
  /** Is told the time in Unix ms before each call, and what has its id in the world that the call makes. */
  prepare(time: number, things: readonly unknown[]): void;
}

type OperationCall = Extract<WorldCall, { operation: string }>;

/** @throws Error that names the call which was not taken */
export async function playWorld(world: World, stage: Stage): Promise<void> {
  const operations = new Map(operationsOf(readDescription()).map((operation) => [operation.id, operation]));
  for (const { at, ms, calls = [] } of world.timeline) {
    for (const call of calls) {
      const token = "as" in call && call.as !== undefined ? await stage.tokenOf(call.as) : world.app.token;
      stage.prepare(
        ms,
        madeBy(call).map((path) => worldItem(world, path)),
      );
      const response = await ask(world, stage, operations, call, token);
      if (response && !response.ok) {
        throw new Error(`the world cannot be played at ${at}: ${JSON.stringify(call)}: ${await response.text()}`);
      }
    }
  }
}

function madeBy(call: WorldCall): string[] {
  if ("login" in call) return [`devices/${call.login}`];
  return "makes" in call ? (call.makes ?? []) : [];
}

async function ask(
  world: World,
  stage: Stage,
  operations: ReadonlyMap<string, Operation>,
  call: WorldCall,
  token: string,
): Promise<Response | undefined> {
  const { host, org, app } = world.app;
  if (!("operation" in call)) return changeDevice(world, stage, call);
  const operation = operations.get(call.operation);
  if (!operation) throw new Error(`there is no operation ${call.operation}`);
  const request = toRequest(operation, call, { org_name: org, app_name: app });
  const init = requestInit(operation, request, token);
  return stage.fetch(requestUrl(`https://${host}`, operation, request), {
    ...init,
    ...(call.file !== undefined && { body: toForm(world, call.file) }),
  });
}

function toRequest(operation: Operation, call: OperationCall, tenant: Record<string, string>): ExampleRequest {
  const examples = exampleRequests(operation);
  const [first] = examples.values();
  const example = (call.example === undefined ? first : examples.get(call.example)) as ExampleRequest;
  return {
    path: { ...example.path, ...tenant, ...call.path },
    query: {},
    headers: call.headers ?? {},
    contentType: example.contentType,
    body: call.body ?? (call.example === undefined ? undefined : example.body),
  };
}

/** A form with a file of the size that the world has it in. */
function toForm({ files }: World, name: string): FormData {
  const form = new FormData();
  form.append("file", new Blob([Buffer.alloc(files[name]?.bytes ?? 1, " ")]), name);
  return form;
}

function changeDevice(
  { app: { host, org, app }, devices }: World,
  { fetch }: Stage,
  call: Exclude<WorldCall, OperationCall>,
): Promise<Response> {
  const resource = "login" in call ? call.login : call.logout;
  const { user, name } = devices[resource] ?? {};
  const url = `https://${host}/_emulator/apps/${org}/${app}/users/${user}/devices/${resource}`;
  if ("logout" in call) return fetch(url, { method: "DELETE" });
  const headers = { "content-type": "application/json" };
  return fetch(url, { method: "PUT", headers, body: JSON.stringify({ name }) });
}
