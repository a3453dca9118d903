import { expect, test } from "vitest";
import { createEmulator } from "../../src/index.ts";
import { send } from "../support/raw.ts";

const headers = { authorization: "Bearer any", "content-type": "application/json" };
const named = { org: "41117440", app: "383391", appId: "a1b2" };

test("an app is found by its App ID as well", async () => {
  const emulator = createEmulator({ apps: [named] });
  const app = await emulator.app(named);
  await send(app, "POST", "/users", { body: { username: "ada" } });
  const response = await emulator.fetch("http://localhost/app-id/a1b2/users/ada", { headers });
  expect(await response.json()).toMatchObject({
    entities: [{ username: "ada" }],
    uri: "http://localhost/app-id/a1b2/users/ada",
  });
});

test("an App ID that nobody named makes an app of its own", async () => {
  const emulator = createEmulator({ apps: [named] });
  const url = "http://localhost/app-id/ffff/users";
  await emulator.fetch(url, { method: "POST", headers, body: JSON.stringify({ username: "ben" }) });
  const found = await (await emulator.fetch(url, { headers })).json();
  expect(found).toMatchObject({ entities: [{ username: "ben" }] });
  const other = await (await emulator.fetch("http://localhost/41117440/383391/users", { headers })).json();
  expect(other).toMatchObject({ entities: [] });
});

test.each(["/app-id/ffff/users", "/other/app/users"])("where only named apps exist, %s is a 404", async (path) => {
  const emulator = createEmulator({ apps: [named], onlyNamed: true });
  const response = await emulator.fetch(`http://localhost${path}`, { headers });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: "organization_application_not_found",
    error_description: expect.stringContaining(path.split("/").slice(1, 3).join("/")),
  });
  for (const known of ["/app-id/a1b2/users", "/41117440/383391/users"]) {
    expect((await emulator.fetch(`http://localhost${known}`, { headers })).status).toBe(200);
  }
});

test("the frame says where and what was called", async () => {
  const app = await createEmulator().app({ org: "o", app: "a" });
  const { body } = await send(app, "POST", "/users?x=1&x=2", { body: { username: "ada" } });
  expect(body).toMatchObject({
    action: "post",
    organization: "o",
    applicationName: "a",
    path: "/users",
    uri: "http://localhost/o/a/users",
    duration: expect.any(Number),
  });
  const one = await send(app, "DELETE", "/users/ada");
  expect(one.body).toMatchObject({ action: "delete", path: "/users", uri: "http://localhost/o/a/users" });
  const page = await send(app, "GET", "/users?limit=1&other=x&other=y");
  expect(page.body["params"]).toEqual({ limit: ["1"], other: ["x", "y"] });
});

test("the application's UUID is that of the app, whenever it is asked", async () => {
  const idOf = async (app: string) => {
    const emulated = await createEmulator().app({ org: "o", app });
    return (await send(emulated, "POST", "/users", { body: { username: "ada" } })).body["application"];
  };
  expect(await idOf("a")).toBe(await idOf("a"));
  expect(await idOf("a")).not.toBe(await idOf("b"));
  expect(await idOf("a")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
