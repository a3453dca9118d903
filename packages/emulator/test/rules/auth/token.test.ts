import { createChatClient } from "@agora-chat-openapi/client";
import { expect } from "vitest";
import { refusalOf } from "../../support/refusal.ts";
import { type RuleContext, rule } from "../../support/rule.ts";

const tenant = { org: "test", app: "checked" };
const client = { id: "client-id", secret: "client-secret" };
/** An app whose tokens are checked. */
const checked = { auth: "check", apps: [{ ...tenant, client }] } as const;
const ofApp = (ttl?: number | string) => ({
  body: {
    grant_type: "client_credentials" as const,
    client_id: client.id,
    client_secret: client.secret,
    ...(ttl !== undefined && { ttl }),
  },
});

/** A client of the same app with another token. */
function withToken({ app }: RuleContext, token: string) {
  return createChatClient({ ...app, token });
}

rule(
  "token/client",
  async ({ chat, refusal }) => {
    const ask = (client_id: string, client_secret: string) =>
      chat.createToken({ body: { grant_type: "client_credentials", client_id, client_secret } });
    expect(await refusal(ask("other", client.secret))).toBe("ClientIdUnknown");
    expect(await refusal(ask(client.id, "other"))).toBe("ClientSecretWrong");
    expect(await chat.createToken(ofApp())).toMatchObject({ application: expect.any(String) });
  },
  checked,
  tenant,
);

rule("token/lifetime", async ({ chat }) => {
  expect(await chat.createToken(ofApp(100))).toMatchObject({ expires_in: 100 });
  expect(await chat.createToken(ofApp("100"))).toMatchObject({ expires_in: 100 });
  expect(await chat.createToken(ofApp(0))).toMatchObject({ expires_in: 0 });
});

rule("token/default-lifetime", async ({ chat }) => {
  expect(await chat.createToken(ofApp())).toMatchObject({ expires_in: 60 * 86_400 });
});

rule(
  "token/expired",
  async (context) => {
    const { chat, pass } = context;
    const good = withToken(context, (await chat.createToken(ofApp(100))).access_token);
    const forEver = withToken(context, (await chat.createToken(ofApp(0))).access_token);
    await good.listUsers();
    pass(100_000);
    expect(await refusalOf(good.listUsers())).toBe("Unauthorized");
    pass(100 * 365 * 86_400_000);
    await forEver.listUsers();
  },
  checked,
  tenant,
);

const logIn = (username: string, password: string) => ({
  body: { grant_type: "password" as const, username, password },
});

rule("token/password", async (context) => {
  const { chat, refusal } = context;
  await chat.createUsers({ body: { username: "ada", password: "right" } });
  expect(await chat.createToken(logIn("Ada", "right"))).toMatchObject({ user: { username: "ada" } });
  expect(await refusal(chat.createToken(logIn("ada", "wrong")))).toBe("PasswordWrong");
  await chat.createUsers({ body: { username: "ben" } });
  expect(await refusal(chat.createToken(logIn("ben", "any")))).toBe("PasswordWrong");
});

rule("token/password-user", async ({ chat, refusal }) => {
  expect(await refusal(chat.createToken(logIn("nobody", "any")))).toBe("PasswordUserUnknown");
});

rule("token/password-banned", async ({ chat, refusal }) => {
  await chat.createUsers({ body: { username: "ada", password: "right" } });
  await chat.deactivateUser({ path: { username: "ada" } });
  expect(await refusal(chat.createToken(logIn("ada", "right")))).toBe("UserBanned");
  await chat.activateUser({ path: { username: "ada" } });
  await chat.createToken(logIn("ada", "right"));
});

const inherit = (username: string, autoCreateUser = false) => ({
  body: { grant_type: "inherit" as const, username, autoCreateUser },
});

rule(
  "token/inherit",
  async (context) => {
    const { chat, register, app, refusal } = context;
    await register("ada", "ben");
    const { access_token, user } = await chat.createToken(inherit("ada"));
    expect(user).toMatchObject({ username: "ada" });
    const ada = withToken(context, access_token);
    expect((await ada.getUser({ path: { username: "ada" } })).entities).toMatchObject([{ username: "ada" }]);
    expect(await refusalOf(ada.createToken(inherit("ben")))).toBe("AuthBadAccessToken");
    const stranger = withToken(context, "made-up");
    expect(await refusalOf(stranger.createToken(inherit("ben")))).toBe("AuthBadAccessToken");
    const expired = withToken(context, (await chat.createToken(ofApp(1))).access_token);
    context.pass(1000);
    expect(await refusal(expired.createToken(inherit("ben")))).toBe("TokenNotAccepted");
    expect(app.org).toBe("test");
  },
  checked,
  tenant,
);

rule("token/inherit-user", async ({ chat, refusal }) => {
  expect(await refusal(chat.createToken(inherit("ada")))).toBe("InheritUserUnknown");
});

rule("token/inherit-creates", async ({ chat }) => {
  expect(await chat.createToken(inherit("Ada", true))).toMatchObject({ user: { username: "ada", activated: true } });
  expect((await chat.listUsers()).entities).toMatchObject([{ username: "ada" }]);
});

rule(
  "token/exchange",
  async (context) => {
    const { chat, register, pass, refusal } = context;
    await register("ada");
    const body = { grant_type: "agora" as const };
    const short = await chat.createToken(ofApp(100));
    const exchanged = await withToken(context, short.access_token).createToken({ body });
    const again = withToken(context, exchanged.access_token);
    await again.listUsers();
    pass(100_000);
    expect(await refusalOf(again.listUsers())).toBe("Unauthorized");
    expect(await refusal(again.createToken({ body }))).toBe("TokenNotAccepted");
    const ofUser = await chat.createToken(inherit("ada"));
    const exchangedOfUser = await withToken(context, ofUser.access_token).createToken({ body });
    const ada = withToken(context, exchangedOfUser.access_token);
    await ada.getUser({ path: { username: "ada" } });
    expect(await refusalOf(ada.listUsers())).toBe("TokenWithoutPermission");
  },
  checked,
  tenant,
);
