import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { documentedErrors } from "@agora-chat-openapi/description/examples";
import { expect, test } from "vitest";
import { createEmulator } from "../../src/index.ts";
import { send } from "../support/raw.ts";

test("beyond the documented rate a call is a 429, until the window is over", async () => {
  let time = Date.now();
  const emulator = createEmulator({ rateLimits: true, clock: () => time });
  const [app, other] = [await emulator.app(), await emulator.app()];
  const operation = operationsOf(readDescription()).find(({ id }) => id === "getUser");
  const { limit = 0, window } = operation?.extensions["x-rate-limit"] ?? {};
  expect(window).toBe("second");
  const read = async (of = app) => (await send(of, "GET", "/users/nobody")).status;
  const statuses = await Promise.all(Array.from({ length: limit + 5 }, () => read()));
  expect(statuses.filter((status) => status === 404)).toHaveLength(limit);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  expect(await read(other)).toBe(404);
  time += 999;
  expect(await read()).toBe(429);
  time += 1;
  expect(await read()).toBe(404);
});

test("without the switch no rate holds", async () => {
  const app = await createEmulator().app();
  const statuses = await Promise.all(Array.from({ length: 500 }, () => send(app, "GET", "/users/nobody")));
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([404]));
});

test("a feature that is off is refused with its error, and others are not", async () => {
  const app = await createEmulator({ featuresOff: ["user-attributes", "chatgroup-member-attributes"] }).app();
  const off = await send(app, "GET", "/metadata/user/ada");
  expect(off).toMatchObject({ status: 403, body: { error: "FORBIDDEN" } });
  expect(off.body["error_description"]).toBe(`${app.org}#${app.app} user metadata service not allow`);
  const members = await send(app, "GET", "/metadata/chatgroup/7/user/ada");
  expect(members).toMatchObject({ status: 403, body: { error: "metadata_error" } });
  expect((await send(app, "GET", "/users")).status).toBe(200);
});

test("each feature of the description can be switched off", async () => {
  const operations = operationsOf(readDescription()).filter(({ extensions }) => extensions["x-feature"]);
  const featuresOff = operations.map(({ extensions }) => String(extensions["x-feature"]));
  const app = await createEmulator({ featuresOff }).app();
  for (const operation of operations) {
    const { method, path } = operation;
    const off = documentedErrors(operation).find(({ extensions }) => extensions["x-feature"] !== undefined);
    const own = path
      .replace(/^\/\{\w+\}\/\{\w+\}/, "")
      .replace(/\{\w*id\}/g, "7")
      .replace(/\{\w+\}/g, "ada");
    const { status, body } = await send(app, method, own);
    expect([own, status, body["error"]]).toEqual([own, off?.status, off?.body["error"]]);
  }
});
