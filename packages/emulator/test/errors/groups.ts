/** What emulators are asked for, in groups that share a cause. */
import { randomBytes } from "node:crypto";
import { type Operation, readDescription } from "@agora-chat-openapi/description";
import {
  brokenRequests,
  documentedErrors,
  type ExampleRequest,
  exampleRequests,
} from "@agora-chat-openapi/description/examples";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { ask, here, type Sightings } from "./sighting.ts";

const description = readDescription();
const firstOf = (operation: Operation) => [...exampleRequests(operation).values()][0] as ExampleRequest;

/** Each constraint that an example touches is broken, and the body is not what it should be at all. */
export async function breakRequests(sightings: Sightings): Promise<void> {
  const app = await createEmulator().app();
  await app.seed("world");
  for (const operation of here) {
    const requests = brokenRequests(description, operation).map(({ request }) => request);
    const first = firstOf(operation);
    const badQuery = { ...first, query: { ...first.query, cursor: "none", limit: "x", pagesize: "x", pageSize: "x" } };
    const ofRequests = violations(operation);
    const note = (error = "") => ofRequests.has(error) && sightings.note(operation, error, "broken request");
    for (const request of [...requests, badQuery, { ...first, query: {} }, ...badPaths(first)])
      note(await ask(app, operation, request));
    for (const init of brokenBodies(operation.method)) note(await ask(app, operation, first, { init }));
  }
}

/** The errors that an operation documents for broken requests. */
function violations(operation: Operation): Set<string> {
  const named = documentedErrors(operation).filter(({ extensions }) => extensions["x-violation"]);
  return new Set(["IllegalArgument", ...named.map(({ name }) => name)]);
}

function badPaths(request: ExampleRequest): ExampleRequest[] {
  const names = Object.keys(request.path).filter((name) => !["org_name", "app_name"].includes(name));
  return names.flatMap((name) =>
    ["x".repeat(300), "not this one!"].map((value) => ({ ...request, path: { ...request.path, [name]: value } })),
  );
}

function brokenBodies(method: string): RequestInit[] {
  if (method === "GET") return [];
  const ofType = (type: string, body: string): RequestInit => ({
    headers: { authorization: "Bearer any", "content-type": type },
    body,
  });
  return [
    ofType("application/json", "{"),
    ofType("application/json", ""),
    ofType("application/json", "{}"),
    ofType("application/json", "7"),
    ofType("text/plain", "x"),
    ofType("multipart/form-data; boundary=b", "--b--\r\n"),
  ];
}

/** Tokens that are missing, made up, foreign, old, of somebody banned, of somebody else. */
export async function spoilTokens(sightings: Sightings): Promise<void> {
  let time = Date.now();
  const emulator = createEmulator({ auth: "check", clock: () => time });
  const [app, other] = [await emulator.app(), await emulator.app()];
  await app.seed("world");
  const old = await app.userToken("ada");
  time += 2 * 86_400_000;
  const banned = await app.userToken("farah");
  await app.fetch?.(`${app.baseUrl}/${app.org}/${app.app}/users/farah/deactivate`, {
    method: "POST",
    headers: { authorization: `Bearer ${app.token}` },
  });
  const tokens = [randomBytes(20).toString("hex"), other.token, old, banned, await app.userToken("lena")];
  for (const operation of here) {
    // The secret of a file stands for a token.
    const { "share-secret": _, ...query } = firstOf(operation).query;
    const first = { ...firstOf(operation), query };
    for (const token of tokens) sightings.note(operation, await ask(app, operation, first, { token }), "token");
    const headers = { "content-type": "application/json" };
    sightings.note(operation, await ask(app, operation, first, { init: { headers } }), "token");
  }
}

/** An app that does not exist. */
export async function nameUnknownApps(sightings: Sightings): Promise<void> {
  const emulator = createEmulator({ apps: [{ org: "o", app: "a" }], onlyNamed: true });
  const app = { ...(await emulator.app({ org: "o", app: "a" })), app: "b" };
  for (const operation of here) sightings.note(operation, await ask(app, operation, firstOf(operation)), "unknown app");
}

/** More calls than a rate allows. */
export async function exceedRates(sightings: Sightings): Promise<void> {
  const emulator = createEmulator({ rateLimits: true, clock: () => 0 });
  for (const operation of here) {
    const app = await emulator.app();
    const { limit, also = [] } = operation.extensions["x-rate-limit"];
    const most = Math.min(limit, ...also.map((each) => each.limit)) * 2;
    const broken = { ...firstOf(operation), query: { limit: "x" } };
    for (let count = 0; count <= most; count++) {
      const error = await ask(app, operation, broken);
      if (error !== "ReachLimit") continue;
      sightings.note(operation, error, "rate");
      break;
    }
  }
}

/** Each feature is off for itself. */
export async function switchOff(sightings: Sightings): Promise<void> {
  const emulator = createEmulator();
  for (const operation of here) {
    const feature = operation.extensions["x-feature"];
    if (feature === undefined) continue;
    const app = await emulator.app();
    await app.settings({ featuresOff: [feature] });
    sightings.note(operation, await ask(app, operation, firstOf(operation)), "feature off");
  }
}

/** Fills an app, and says by whom and what the requests of examples are about there. */
export interface State {
  fill: (app: EmulatedApp) => Promise<void>;
  /** What stands in place of usernames. */
  username?: string;
}

const NAMES =
  /^(username|owner_username|friend_username|blocked_username|member_id|member|newadmin|oldadmin|newowner|superadmin|super_admin|owner|user|target)$/;
const LISTS = /^(usernames|members|users|targets)$/;

/** A request about somebody else. */
export function about(request: ExampleRequest, username: string): ExampleRequest {
  const replaced = (values: unknown): unknown => {
    if (typeof values !== "object" || values === null || Array.isArray(values)) return values;
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        if (NAMES.test(name)) return [name, Array.isArray(value) ? [username] : username];
        return [name, LISTS.test(name) && Array.isArray(value) ? [username] : value];
      }),
    );
  };
  const { path, body } = request;
  return { ...request, path: replaced(path) as Record<string, unknown>, body: replaced(body) };
}

/** The requests of examples, each in a state of its own; the second time is told of as "again". */
export async function callIn(sightings: Sightings, name: string, { fill, username }: State): Promise<void> {
  const app = await createEmulator().app();
  await fill(app);
  const before = await app.snapshot();
  for (const operation of here) {
    for (const example of exampleRequests(operation).values()) {
      await app.restore(before);
      const request = username === undefined ? example : about(example, username);
      sightings.note(operation, await ask(app, operation, request), name);
      sightings.note(operation, await ask(app, operation, request), `${name}, again`);
    }
  }
}
