import { createDescription, operationsOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";
import { expect, test } from "vitest";
import { document } from "../../src/generated/admin.ts";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { send } from "../support/raw.ts";

const description = createDescription(document);
const operations = new Map(operationsOf(description).map((operation) => [operation.id, operation]));

/** Calls the emulator's own API and holds the response to its description. */
async function call(app: EmulatedApp, id: string, method: string, path: string) {
  const response = await app.fetch?.(`http://localhost/_emulator${path}`, { method });
  const operation = operations.get(id);
  if (!response || !operation) throw new Error(`no ${id}`);
  const body = await response.clone().text();
  const { status, headers } = response;
  expect(checkResponse(schemasOf(description), operation, { status, headers, body })).toEqual([]);
  return { status, body: JSON.parse(body) as Record<string, never> };
}

const of = ({ org, app }: EmulatedApp) => `/apps/${org}/${app}`;

test("health tells the apps and how many rows they hold", async () => {
  const emulator = createEmulator();
  const app = await emulator.app({ org: "o", app: "a" });
  await send(app, "POST", "/users", { body: [{ username: "ada" }, { username: "ben" }] });
  const { body } = await call(app, "getHealth", "GET", "/health");
  expect(body).toMatchObject({ status: "ok", apps: [{ org: "o", app: "a", rows: 3 }] });
});

test("a reset empties one app, with its log", async () => {
  const emulator = createEmulator();
  const [app, other] = [await emulator.app(), await emulator.app()];
  for (const each of [app, other]) await send(each, "POST", "/users", { body: { username: "ada" } });
  await call(app, "resetApp", "POST", `${of(app)}/reset`);
  expect((await call(app, "listRequests", "GET", `${of(app)}/requests`)).body).toEqual({ requests: [] });
  expect((await send(app, "GET", "/users")).body["entities"]).toEqual([]);
  expect((await send(other, "GET", "/users")).body["entities"]).toHaveLength(1);
  await other.reset();
  expect((await send(other, "GET", "/users")).body["entities"]).toEqual([]);
});

test("the log has the latest thousand calls, the last one first", async () => {
  const app = await createEmulator().app();
  for (let count = 0; count < 1005; count++) await send(app, "GET", `/users?limit=1&n=${count}`);
  await send(app, "GET", "/users/nobody");
  expect(app.requests()).toHaveLength(1000);
  const { body } = await call(app, "listRequests", "GET", `${of(app)}/requests?limit=2`);
  expect(body["requests"]).toMatchObject([
    { operation: "getUser", status: 404, method: "GET", url: `/${app.org}/${app.app}/users/nobody` },
    { operation: "listUsers", status: 200, url: expect.stringContaining("n=1004") },
  ]);
  const users = await call(app, "listRequests", "GET", `${of(app)}/requests?operation=getUser`);
  expect(users.body["requests"]).toHaveLength(1);
  expect(app.requests().at(-1)?.url).toContain("n=6");
});

test("no secret is in the log or in the state", async () => {
  const app = await createEmulator().app();
  const secret = "hush-hush";
  await send(app, "POST", "/users", { body: { username: "ada", password: secret }, token: secret });
  await send(app, "PUT", "/users/ada/password", { body: { newpassword: secret } });
  const token = { grant_type: "client_credentials", client_id: "id", client_secret: secret };
  const issued = await send(app, "POST", `/token?access_token=${secret}&x=1`, { body: token });
  await send(app, "POST", "/users", { body: `{"username":"ben","password":"${secret}` });
  const long = JSON.stringify({ username: "x".repeat(4070), password: secret + secret });
  await send(app, "POST", "/users", { body: long });
  const log = JSON.stringify((await call(app, "listRequests", "GET", `${of(app)}/requests`)).body);
  expect(log).not.toContain(secret);
  expect(log).not.toContain("hush-");
  expect(log).not.toContain(String(issued.body["access_token"]));
  expect(log).toContain("&x=1");
  for (const table of ["users", "tokens"]) {
    const state = JSON.stringify((await call(app, "getState", "GET", `${of(app)}/state/${table}`)).body);
    expect(state).not.toMatch(/password|digest|hush/);
  }
});

test("of a long body there are 4 kB", async () => {
  const app = await createEmulator().app();
  await send(app, "POST", "/users", { body: { username: "é".repeat(5000) } });
  expect(app.requests()[0]?.request.length).toBeLessThanOrEqual(4096);
});

test("state has the rows of a table, page by page", async () => {
  const app = await createEmulator().app();
  const body = ["zoe", "ada", "max"].map((username) => ({ username }));
  await send(app, "POST", "/users", { body });
  const path = `${of(app)}/state/users`;
  const first = await call(app, "getState", "GET", `${path}?limit=2`);
  expect(first.body).toMatchObject({ size: 3, rows: [{ username: "zoe" }, { username: "ada" }] });
  const second = await call(app, "getState", "GET", `${path}?limit=2&after=${first.body["next"]}`);
  expect(second.body).toMatchObject({ rows: [{ username: "max" }] });
  expect(second.body).not.toHaveProperty("next");
});

test("what there is not is said with what there is", async () => {
  const app = await createEmulator({ onlyNamed: true }).app();
  const table = await call(app, "getState", "GET", `${of(app)}/state/nothing`);
  expect(table).toMatchObject({ status: 404, body: { tables: expect.arrayContaining(["users", "members"]) } });
  const stranger = await call(app, "listRequests", "GET", "/apps/no/app/requests");
  expect(stranger).toMatchObject({ status: 404, body: { error: "there is no app no/app" } });
  const health = await app.fetch?.("http://localhost/_emulator/health", { method: "POST" });
  expect([health?.status, await health?.json()]).toEqual([404, { error: "/_emulator/health has GET, not POST" }]);
  const limit = await app.fetch?.(`http://localhost/_emulator${of(app)}/requests?limit=0`);
  expect(limit?.status).toBe(400);
});
