import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

const path = { username: "ada" };

const set = async ({ chat }: RuleContext, body: Parameters<RuleContext["chat"]["updateUserPushSettings"]>[0]["body"]) =>
  (await chat.updateUserPushSettings({ path, body })).entities[0];

rule("users/push-partly", async (context) => {
  await context.register("ada");
  await set(context, { nickname: "Ada", notification_display_style: 1 });
  expect(await set(context, { notification_no_disturbing: true })).toMatchObject({
    nickname: "Ada",
    notification_display_style: 1,
    notification_no_disturbing: true,
  });
});

rule("users/push-nickname", async (context) => {
  await context.register("ada");
  await context.chat.setUserAttributes({ path, body: { nickname: "Countess" } });
  context.pass(1000);
  const { modified } = (await set(context, { nickname: "Ada" })) ?? {};
  const [user] = (await context.chat.getUser({ path })).entities;
  expect(user).toMatchObject({ nickname: "Ada", modified });
  expect(modified).toBe(Number(user?.created) + 1000);
  expect((await context.chat.getUserAttributes({ path })).data).toEqual({ nickname: "Countess" });
});

rule("users/push-hours", async (context) => {
  await context.register("ada");
  const hours = { notification_no_disturbing_start: 22, notification_no_disturbing_end: 7 };
  const older = { notification_no_disturbing: 1, notification_display_style: "1", ...hours } as const;
  expect(await set(context, older)).toMatchObject({
    ...{ ...hours, notification_no_disturbing: true, notification_display_style: 1 },
  });
  const newer = { notification_no_disturbing: false, notification_no_disturbing_start: "0" } as const;
  expect(await set(context, newer)).toMatchObject({
    ...{ ...hours, notification_no_disturbing: false, notification_no_disturbing_start: 0 },
  });
});

rule("users/push-binding", async (context) => {
  await context.register("ada");
  const device = { device_id: "phone", notifier_name: "trail-android" };
  const bound = async () => (await context.chat.listPushBindings({ path })).entities;
  expect(await set(context, { ...device, device_token: "t" })).toMatchObject({ notifier_name: "trail-android" });
  expect(await bound()).toEqual([{ ...device, device_token: "t" }]);
  await set(context, { ...device, device_token: "" });
  expect(await bound()).toEqual([]);
  await context.chat.deleteUser({ path, confirm: true });
  expect(await context.rows()).toEqual({ tokens: 1 });
});

rule("users/push-unknown", async (context) => {
  expect(await context.refusal(set(context, { nickname: "Ada" }))).toBe("UserPushUserUnknown");
});
