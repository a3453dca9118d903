import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmulatedApp, type StartedEmulator, startEmulator } from "../../src/index.ts";

let emulator: StartedEmulator;
let app: EmulatedApp;

beforeAll(async () => {
  emulator = await startEmulator();
  app = await emulator.app();
  const headers = { authorization: "Bearer any", "content-type": "application/json" };
  const body = JSON.stringify([{ username: "ada" }, { username: "ben" }]);
  await fetch(`${app.baseUrl}/${app.org}/${app.app}/users`, { method: "POST", headers, body });
});

afterAll(() => emulator.close());

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${emulator.url}/_emulator/apps/${app.org}/${app.app}/users/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  return { status: response.status, body: await response.json() };
}

const TEXT = { to: "ben", type: "txt", body: { msg: "Hi" } };

test("what a device sends reaches the devices of its receiver", async () => {
  expect((await call("PUT", "ada/devices/web")).status).toBe(200);
  expect((await call("POST", "ada/devices/web/messages", TEXT)).status).toBe(200);
  expect((await call("GET", "ben/inbox")).body).toEqual({ messages: [] });
  await call("PUT", "ben/devices/phone");
  expect((await call("GET", "ben/inbox")).body).toMatchObject({
    messages: [{ from: "ada", to: "ben", body: { msg: "Hi" }, waited: true }],
  });
  expect((await call("DELETE", "ben/devices/phone")).status).toBe(200);
});

test("a device does not send where its user is not logged in, or may not speak", async () => {
  expect(await call("POST", "ben/devices/phone/messages", TEXT)).toMatchObject({
    status: 403,
    body: { error: "ben cannot send there: offline" },
  });
  const device = await app.device("ben", "phone");
  await expect(device.send({ ...TEXT, type: "txt", chatType: "groupchat", to: "1" })).rejects.toThrow(
    "ben cannot send to 1: no-such-chatgroup",
  );
  await device.logOut();
});

test("a user who is not there has neither devices nor an inbox", async () => {
  const missing = { status: 404, body: { error: "there is no user nobody" } };
  expect(await call("PUT", "nobody/devices/web")).toEqual(missing);
  expect(await call("GET", "nobody/inbox")).toEqual(missing);
  await expect(app.inbox("nobody")).rejects.toThrow("there is no user nobody");
});
