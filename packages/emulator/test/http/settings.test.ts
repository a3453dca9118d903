import { operationsOf, quotasOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { problemsOf } from "../support/checked-fetch.ts";
import { send } from "../support/raw.ts";

const group = { groupname: "g", owner: "ada", public: true, maxusers: 10 };
const operations = operationsOf(readDescription());

test("rates are refused with the documented body and the seconds to wait, by the app's clock", async () => {
  const app = await createEmulator().app();
  await app.clock.freeze();
  await app.settings({ rateLimits: true });
  const { limit = 0 } = operations.find(({ id }) => id === "getUser")?.extensions["x-rate-limit"] ?? {};
  const path = `/${app.org}/${app.app}/users/ada`;
  const read = async () => {
    const response = await app.fetch?.(app.baseUrl + path, { headers: { authorization: "Bearer any" } });
    if (!response) throw new Error("there is no fetch");
    const body = await response.text();
    expect(problemsOf("GET", path, response, body)).toEqual([]);
    return { status: response.status, wait: response.headers.get("retry-after"), body: JSON.parse(body) };
  };
  for (let count = 0; count < limit; count++) expect((await read()).status).toBe(404);
  expect(await read()).toMatchObject({ status: 429, wait: "1", body: { error: "reach_limit" } });
  await app.clock.advance({ seconds: 1 });
  expect((await read()).status).toBe(404);
  await app.settings({ rateLimits: false });
  for (let count = 0; count < limit + 1; count++) expect((await read()).status).toBe(404);
});

test("rates of messages are refused with the seconds to wait", async () => {
  const app = await createEmulator().app();
  await app.clock.freeze();
  await app.settings({ rateLimits: true });
  const to = Array.from({ length: 600 }, (_, index) => `user${index}`);
  const body = JSON.stringify({ to, type: "txt", body: { msg: "hi" } });
  const headers = { authorization: "Bearer any", "content-type": "application/json" };
  const path = `${app.baseUrl}/${app.org}/${app.app}/messages/users`;
  const post = () => app.fetch?.(path, { method: "POST", headers, body });
  for (let count = 0; count < 10; count++) expect((await post())?.status).toBe(200);
  const refused = await post();
  expect([refused?.status, refused?.headers.get("retry-after")]).toEqual([403, "60"]);
});

test("a feature that is off is refused in that app alone", async () => {
  const emulator = createEmulator();
  const [app, other] = [await emulator.app(), await emulator.app()];
  for (const each of [app, other]) await send(each, "POST", "/users", { body: { username: "ada" } });
  const get = (of: EmulatedApp) => send(of, "GET", "/metadata/user/ada");
  await app.settings({ featuresOff: ["user-attributes"] });
  expect((await get(app)).status).toBe(403);
  expect((await get(other)).status).toBe(200);
  await app.settings({ featuresOff: [] });
  expect((await get(app)).status).toBe(200);
  await expect(app.settings({ featuresOff: ["telepathy"] })).rejects.toThrow(
    /there is no feature telepathy; there are .*user-attributes/,
  );
  expect(() => createEmulator({ featuresOff: ["telepathy"] })).toThrow(/no feature telepathy/);
});

test("quotas are those of the app's plan", async () => {
  const app = await createEmulator().app();
  const most = quotasOf(readDescription()).chatgroups.plans?.free ?? 0;
  expect(most).toBeGreaterThan(0);
  await send(app, "POST", "/users", { body: { username: "ada" } });
  const open = async () => (await send(app, "POST", "/chatgroups", { body: group })).status;
  for (let count = 0; count < most; count++) expect(await open()).toBe(200);
  await app.settings({ plan: "free" });
  expect(await open()).toBe(403);
  await app.settings({ plan: null });
  expect(await open()).toBe(200);
});

test("sends are strict where the app says so", async () => {
  const app = await createEmulator().app();
  await send(app, "POST", "/users", { body: [{ username: "ada" }, { username: "ben" }] });
  const { groupid } = (await send(app, "POST", "/chatgroups", { body: group })).body["data"] as { groupid: string };
  const body = { from: "ben", to: [groupid], type: "txt", body: { msg: "hi" } };
  const post = async () => (await send(app, "POST", "/messages/chatgroups", { body })).status;
  expect(await post()).toBe(200);
  await app.settings({ strictSending: true });
  expect(await post()).toBeGreaterThanOrEqual(400);
});

test("settings are under /_emulator, and go with a reset", async () => {
  const app = await createEmulator({ plan: "pro" }).app();
  const first = { plan: "pro", featuresOff: [], rateLimits: false, strictSending: false };
  const put = (body: object) => callAdmin(app, "changeSettings", "PUT", "/settings", body);
  expect(await callAdmin(app, "getSettings", "GET", "/settings")).toEqual({ status: 200, body: first });
  const change = { plan: null, rateLimits: true };
  expect(await put(change)).toEqual({ status: 200, body: { ...first, ...change } });
  expect(await app.settings()).toEqual({ ...first, ...change });
  expect((await put({ featuresOff: ["telepathy"] })).body["error"]).toContain("no feature telepathy");
  for (const wrong of [{}, { plan: "gold" }, { colour: "red" }]) expect((await put(wrong)).status).toBe(400);
  await app.reset();
  expect(await app.settings()).toEqual(first);
});
