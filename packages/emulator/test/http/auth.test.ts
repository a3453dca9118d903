import { buildAppToken, buildUserToken } from "@agora-chat-openapi/client/token";
import { describe, expect, test } from "vitest";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { send } from "../support/raw.ts";

const credentials = { appId: "0123456789abcdef0123456789abcdef", appCertificate: "fedcba9876543210fedcba9876543210" };
const other = { appId: credentials.appId, appCertificate: "0".repeat(32) };
const tenant = { org: "org", app: "app" };
const named = { ...tenant, appId: credentials.appId, certificates: ["1".repeat(32), credentials.appCertificate] };

async function checkedApp(): Promise<EmulatedApp> {
  const app = await createEmulator({ auth: "check", apps: [named] }).app(tenant);
  await send(app, "POST", "/users", { token: app.token, body: [{ username: "ada" }, { username: "ben" }] });
  return app;
}

describe("by default", () => {
  test("any token will do, but not none", async () => {
    const app = await createEmulator().app();
    expect((await send(app, "GET", "/users", { token: "whatever" })).status).toBe(200);
    const refused = await send(app, "GET", "/users", { token: "" });
    expect(refused).toMatchObject({ status: 401, body: { error: "unauthorized" } });
  });

  test("a registration without a token gets the error of registrations", async () => {
    const app = await createEmulator().app();
    const refused = await send(app, "POST", "/users", { token: "", body: { username: "ada" } });
    expect(refused.body["error_description"]).toContain("registration is not open");
  });
});

describe("where tokens are checked", () => {
  test("those built from App ID and either certificate are taken", async () => {
    const app = await checkedApp();
    const secondary = { ...credentials, appCertificate: "1".repeat(32) };
    for (const each of [credentials, secondary]) {
      expect((await send(app, "GET", "/users", { token: buildAppToken(each) })).status).toBe(200);
    }
  });

  test.each([
    ["made up", "made-up"],
    ["signed with another certificate", buildAppToken(other)],
    ["of another app", buildAppToken({ ...credentials, appId: "f".repeat(32) })],
    ["damaged", `${buildAppToken(credentials).slice(0, -8)}AAAAAAAA`],
  ])("one that is %s is not", async (_, token) => {
    const refused = await send(await checkedApp(), "GET", "/users", { token });
    expect(refused).toMatchObject({ status: 401, body: { error: "auth_bad_access_token" } });
  });

  test("a user's is good for what is that user's own", async () => {
    const app = await checkedApp();
    const token = buildUserToken("ada", credentials);
    const issued = await app.userToken("ada");
    for (const own of [token, issued]) {
      expect((await send(app, "GET", "/users/Ada", { token: own })).status).toBe(200);
      for (const path of ["/users/ben", "/users", "/chatgroups"]) {
        const refused = await send(app, "GET", path, { token: own });
        expect(refused).toMatchObject({ status: 401, body: { error: "unauthorized" } });
        expect(refused.body["error_description"]).toContain("does not have permission");
      }
      expect((await send(app, "GET", "/metadata/user/ben", { token: own })).body["error"]).toBe("metadata_error");
    }
  });

  test("a banned user's is refused until the ban is lifted", async () => {
    const app = await checkedApp();
    const token = buildUserToken("ada", credentials);
    const read = async () => (await send(app, "GET", "/users/ada", { token })).status;
    await send(app, "POST", "/users/ada/deactivate", { token: app.token });
    expect(await read()).toBe(401);
    await send(app, "POST", "/users/ada/activate", { token: app.token });
    expect(await read()).toBe(200);
  });

  test("a user's is nothing without the user", async () => {
    const app = await checkedApp();
    const token = buildUserToken("nobody", credentials);
    expect(await send(app, "GET", "/users/nobody", { token })).toMatchObject({
      status: 401,
      body: { error: "auth_bad_access_token" },
    });
  });

  test("the token comes before the shape of the request, and that before what it names", async () => {
    const app = await checkedApp();
    const path = "/chatgroups/7/users";
    const body = { usernames: Array(61).fill("nobody") };
    expect((await send(app, "POST", path, { body, token: "made-up" })).status).toBe(401);
    expect((await send(app, "POST", path, { body, token: app.token })).body["error"]).toBe("invalid_parameter");
    const fine = await send(app, "POST", path, { body: { usernames: ["nobody"] }, token: app.token });
    expect(fine.body["error"]).toBe("service_resource_not_found");
  });
});
