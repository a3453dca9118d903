import { ChatApiError, createChatClient } from "@agora-chat-openapi/client";
import { expect, onTestFinished, test } from "vitest";
import { createEmulator, startEmulator } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { send } from "../support/raw.ts";

const body = { username: "ada" };

test("a named error strikes as often as it was told to, with its documented status and body", async () => {
  const app = await createEmulator().app();
  await app.clock.freeze(Date.UTC(2035, 0, 1));
  const fetch = checkedFetch(app.fetch ?? globalThis.fetch);
  const chat = createChatClient({ ...app, fetch, maxRetries: 0 });
  app.faults.add({ operation: "createUsers", example: "ReachLimit", times: 2 });
  for (let count = 0; count < 2; count++) {
    const error = await chat.createUsers({ body }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ChatApiError);
    expect(error).toMatchObject({ status: 429, code: "reach_limit" });
  }
  expect((await chat.listUsers()).entities).toEqual([]);
  await chat.createUsers({ body });
  expect(app.faults.list()).toMatchObject([{ operation: "createUsers", times: 2, struck: 2 }]);
  app.faults.add({ operation: "getUser", example: "reach_limit" });
  expect((await send(app, "GET", "/users/ada")).body).toMatchObject({ timestamp: Date.UTC(2035, 0, 1) });
  app.faults.clear();
  expect((await send(app, "GET", "/users/ada")).status).toBe(200);
});

test("a status alone takes the first documented error with it, or says that it was told to", async () => {
  const app = await createEmulator().app();
  app.faults.add({ operation: "getUser", status: 404, times: 1 });
  app.faults.add({ operation: "getUser", status: 503, times: 1 });
  expect(await send(app, "GET", "/users/ada")).toMatchObject({
    status: 404,
    body: { error: "service_resource_not_found" },
  });
  const undocumented = await send(app, "GET", "/users/ada");
  expect(undocumented).toMatchObject({
    status: 503,
    body: { error_description: "the emulator was told to respond so" },
  });
});

test("a call says yes with a body of the test's own, and does nothing", async () => {
  const app = await createEmulator().app();
  app.faults.add({ operation: "createUsers", body: { entities: [] }, times: 1 });
  app.faults.add({ operation: "listUsers", status: 502, body: "Bad gateway", times: 1 });
  app.faults.add({ operation: "listUsers", body: null, times: 1 });
  expect(await send(app, "POST", "/users", { body })).toMatchObject({ status: 200, body: { entities: [] } });
  expect(await send(app, "GET", "/users")).toMatchObject({ status: 502, body: "Bad gateway" });
  expect(await send(app, "GET", "/users")).toMatchObject({ status: 200, body: null });
  expect((await send(app, "GET", "/users")).body["entities"]).toEqual([]);
});

test("a path strikes the calls below the app that have it", async () => {
  const app = await createEmulator().app();
  app.faults.add({ path: "/users/*/password", status: 500 });
  app.faults.add({ path: "/users/ben", status: 500 });
  const status = async (method: string, path: string) => (await send(app, method, path)).status;
  expect(await status("PUT", "/users/ada/password")).toBe(500);
  expect(await status("GET", "/users/ben")).toBe(500);
  expect(await status("GET", "/users/ada")).toBe(404);
  expect(await status("GET", "/users")).toBe(200);
});

test("apps do not share faults, and a reset ends them", async () => {
  const emulator = createEmulator();
  const [app, other] = [await emulator.app(), await emulator.app()];
  app.faults.add({ status: 500 });
  expect((await send(app, "GET", "/users")).status).toBe(500);
  expect((await send(other, "GET", "/users")).status).toBe(200);
  await app.reset();
  expect((await send(app, "GET", "/users")).status).toBe(200);
});

test("a delay holds one call back, and no other", async () => {
  const app = await createEmulator().app();
  app.faults.add({ operation: "createUsers", delayMs: 300, times: 1 });
  const started = performance.now();
  const order: string[] = [];
  const slow = send(app, "POST", "/users", { body }).then(({ status }) => order.push(`slow ${status}`));
  await send(app, "GET", "/users").then(() => order.push("quick"));
  await slow;
  expect(order).toEqual(["quick", "slow 200"]);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test("who gives up waiting is let go", async () => {
  const app = await createEmulator().app();
  app.faults.add({ delayMs: 1000, times: 1 });
  const call = app.fetch?.(`${app.baseUrl}/${app.org}/${app.app}/users`, { signal: AbortSignal.timeout(20) });
  await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
});

test("how likely a fault is can be said", async () => {
  const app = await createEmulator().app();
  app.faults.add({ operation: "listUsers", status: 500, probability: 0.5 });
  const calls = Array.from({ length: 400 }, () => send(app, "GET", "/users"));
  const failed = (await Promise.all(calls)).filter(({ status }) => status === 500).length;
  expect(failed).toBeGreaterThan(100);
  expect(failed).toBeLessThan(300);
});

test.each(["with a port", "without a port"])("a connection that drops is an error of the network, %s", async (kind) => {
  const emulator = kind === "with a port" ? await startEmulator() : createEmulator();
  onTestFinished(() => emulator.close());
  const app = await emulator.app();
  const names = async () => ((await send(app, "GET", "/users")).body["entities"] as object[]).length;
  app.faults.add({ operation: "createUsers", drop: "before", times: 1 });
  await expect(send(app, "POST", "/users", { body })).rejects.toThrow(new TypeError("fetch failed"));
  expect(await names()).toBe(0);
  app.faults.add({ operation: "createUsers", drop: "after", times: 1 });
  await expect(send(app, "POST", "/users", { body })).rejects.toThrow(new TypeError("fetch failed"));
  expect(await names()).toBe(1);
  expect(app.requests().filter(({ operation }) => operation === "createUsers")).toMatchObject([
    { status: 0 },
    { status: 0 },
  ]);
});

test("what cannot be is said, with what can", async () => {
  const { faults } = await createEmulator().app();
  expect(() => faults.add({ operation: "getUser", example: "Nothing" })).toThrow(
    /^getUser has no error Nothing; there are .*ReachLimit.*Unauthorized/,
  );
  expect(() => faults.add({ operation: "getUser", example: "ReachLimit", status: 500 })).toThrow(
    /no error ReachLimit with status 500/,
  );
  expect(() => faults.add({ operation: "getUsr", status: 500 })).toThrow(/no operation getUsr; there are .*getUser/);
  expect(() => faults.add({ path: "/nowhere/at/all", status: 500 })).toThrow(/no operation has the path/);
  expect(() => faults.add({ operation: "getUser", path: "/users", status: 500 })).toThrow(/but \/users\/\{username\}/);
  expect(() => faults.add({ operation: "getUser" })).toThrow(/does nothing/);
  expect(() => faults.add({ drop: "before", status: 500 })).toThrow(/has no response/);
  expect(() => faults.add({ status: 200 })).toThrow(/from 400 to 599, or a body/);
  expect(() => faults.add({ status: 199, body: {} })).toThrow(/from 200 to 599$/);
  expect(() => faults.add({ operation: "getUser", example: "ReachLimit", body: {} })).toThrow(/give example or body/);
  expect(() => faults.add({ drop: "after", body: {} })).toThrow(/has no response/);
  expect(() => faults.add({ status: 500, times: 0 })).toThrow(/times is 0/);
  expect(() => faults.add({ status: 500, probability: 2 })).toThrow(/probability is 2/);
  expect(() => faults.add({ delayMs: -1 })).toThrow(/delayMs is -1/);
  expect(faults.list()).toEqual([]);
});

test("faults are under /_emulator", async () => {
  const app = await createEmulator().app();
  const fault = { operation: "getUser", example: "ServiceResourceNotFound", times: 1 };
  const add = (options: object) => callAdmin(app, "addFault", "POST", "/faults", options);
  expect(await add(fault)).toEqual({ status: 200, body: { ...fault, struck: 0 } });
  expect((await add({ status: 200 })).status).toBe(400);
  expect((await add({ operation: "getUser", example: "Nothing" })).body["error"]).toContain("has no error Nothing");
  expect((await add({ times: "many" })).status).toBe(400);
  await send(app, "GET", "/users/ada");
  const list = async () => (await callAdmin(app, "listFaults", "GET", "/faults")).body;
  expect(await list()).toEqual({ faults: [{ ...fault, struck: 1 }] });
  await callAdmin(app, "clearFaults", "DELETE", "/faults");
  expect(await list()).toEqual({ faults: [] });
});
