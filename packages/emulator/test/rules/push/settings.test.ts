import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

type Change = Parameters<RuleContext["chat"]["setPushNotificationSettings"]>[0]["body"];
const GROUP = "271830462365697";

const set = async ({ chat }: RuleContext, body: Change, key = "ada", chat_type: "user" | "chatgroup" = "user") =>
  (await chat.setPushNotificationSettings({ path: { username: "ada", chat_type, key }, body })).data;
const get = async ({ chat }: RuleContext, key = "ada", chat_type: "user" | "chatgroup" = "user") =>
  (await chat.getPushNotificationSettings({ path: { username: "ada", chat_type, key } })).data;
const language = async ({ chat }: RuleContext) => (await chat.getPushLanguage({ path: { username: "ada" } })).data;
const speak = ({ chat }: RuleContext, translationLanguage: string) =>
  chat.setPushLanguage({ path: { username: "ada" }, body: { translationLanguage } });

rule("push-settings/never-set", async (context) => {
  await context.register("ada");
  expect(await get(context)).toEqual({ type: "ALL" });
  expect(await get(context, GROUP, "chatgroup")).toEqual({ type: "DEFAULT" });
});

rule("push-settings/over", async (context) => {
  await context.register("ada");
  await set(context, { ignoreDuration: 1000 });
  context.pass(1000);
  expect(await get(context)).toEqual({ type: "ALL", ignoreDuration: 0 });
});

rule("push-settings/unknown", async (context) => {
  expect(await context.refusal(get(context))).toBe("PushUserUnknown");
});

rule("push-settings/level", async (context) => {
  await context.register("ada", "ben");
  await set(context, { type: "NONE" });
  await set(context, { type: "AT" }, "ben");
  await set(context, { type: "ALL" }, GROUP, "chatgroup");
  expect(await get(context)).toEqual({ type: "NONE" });
  expect(await get(context, "ben")).toEqual({ type: "AT" });
  expect(await get(context, GROUP, "chatgroup")).toEqual({ type: "ALL" });
  expect(await get(context, GROUP)).toEqual({ type: "DEFAULT" });
  await context.chat.deleteUser({ path: { username: "ada" }, confirm: true });
  expect(await context.rows()).toEqual({ tokens: 1, users: 1 });
});

rule("push-settings/partly", async (context) => {
  await context.register("ada");
  await set(context, { type: "AT" });
  expect(await set(context, { ignoreInterval: "22:00-07:00" })).toEqual({
    type: "AT",
    ignoreInterval: "22:00-07:00",
  });
});

rule("push-settings/silence", async (context) => {
  await context.register("ada");
  const before = await context.chat.getPushLanguage({ path: { username: "ada" } });
  expect(await set(context, { ignoreDuration: 5000 })).toMatchObject({
    ignoreDuration: (before.timestamp ?? 0) + 5000,
  });
  expect(await set(context, { ignoreDuration: 0 })).toMatchObject({ ignoreDuration: 0 });
});

rule("push-settings/interval", async (context) => {
  await context.register("ada");
  const change = { type: "AT", ignoreInterval: "22:00-07:00" } as const;
  expect(await set(context, change, GROUP, "chatgroup")).toEqual({ type: "AT" });
  expect(await set(context, change)).toEqual(change);
});

rule("push-settings/app-default", async (context) => {
  await context.register("ada");
  expect(await context.refusal(set(context, { type: "DEFAULT" }))).toBe("PushSettingRefused");
  expect(await set(context, { type: "DEFAULT" }, GROUP, "chatgroup")).toEqual({ type: "DEFAULT" });
});

rule("push-settings/set-unknown", async (context) => {
  expect(await context.refusal(set(context, { type: "ALL" }))).toBe("PushUserUnknown");
});

rule("push-settings/no-language", async (context) => {
  await context.register("ada");
  expect(await language(context)).toEqual({ language: "" });
});

rule("push-settings/language-unknown", async (context) => {
  expect(await context.refusal(language(context))).toBe("PushUserUnknown");
});

rule("push-settings/language", async (context) => {
  await context.register("ada");
  await speak(context, "de");
  expect((await speak(context, "en")).data).toEqual({ language: "en" });
  expect(await language(context)).toEqual({ language: "en" });
});

rule("push-settings/set-language-unknown", async (context) => {
  expect(await context.refusal(speak(context, "en"))).toBe("PushUserUnknown");
});
