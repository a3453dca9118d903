import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

const wording = { title_pattern: "From {0}", content_pattern: "{0}: {1}" };
const template = async ({ chat }: RuleContext, title_pattern = wording.title_pattern) =>
  (await chat.createPushTemplate({ body: { name: "note", ...wording, title_pattern } })).data;
const read = async ({ chat }: RuleContext) => (await chat.getPushTemplate({ path: { name: "note" } })).data;
const drop = async ({ chat }: RuleContext) => (await chat.deletePushTemplate({ path: { name: "note" } })).data;

rule("push-templates/create", async (context) => {
  const made = await template(context);
  expect(made).toEqual({ name: "note", ...wording, createAt: made.createAt, updateAt: made.createAt });
  expect(await read(context)).toEqual(made);
});

rule("push-templates/replace", async (context) => {
  const first = await template(context);
  context.pass(1000);
  const second = await template(context, "New");
  expect(second).toEqual({ ...first, title_pattern: "New", updateAt: first.createAt + 1000 });
  expect(await read(context)).toEqual(second);
});

rule("push-templates/unknown", async (context) => {
  expect(await context.refusal(read(context))).toBe("PushTemplateNotFound");
});

rule("push-templates/delete", async (context) => {
  const made = await template(context);
  expect(await drop(context)).toEqual(made);
  expect(await context.refusal(read(context))).toBe("PushTemplateNotFound");
});

rule("push-templates/delete-unknown", async (context) => {
  expect(await context.refusal(drop(context))).toBe("PushTemplateNotFound");
});

const bind = async ({ chat }: RuleContext, device_id: string, device_token: string, notifier_name: string) =>
  (await chat.setPushBinding({ path: { username: "ada" }, body: { device_id, device_token, notifier_name } })).entities;
const tokens = async ({ chat }: RuleContext) =>
  (await chat.listPushBindings({ path: { username: "ada" } })).entities.map(({ device_token }) => device_token);

rule("push-bindings/list", async (context) => {
  await context.register("ada");
  expect(await tokens(context)).toEqual([]);
  await bind(context, "phone", "1", "fcm");
  await bind(context, "tablet", "2", "fcm");
  expect(await tokens(context)).toEqual(["1", "2"]);
});

rule("push-bindings/list-unknown", async (context) => {
  expect(await context.refusal(tokens(context))).toBe("PushUserUnknown");
});

rule("push-bindings/bind", async (context) => {
  await context.register("ada");
  await bind(context, "phone", "1", "fcm");
  await bind(context, "phone", "2", "hms");
  expect(await bind(context, "phone", "3", "fcm")).toEqual([
    { device_id: "phone", device_token: "3", notifier_name: "fcm" },
    { device_id: "phone", device_token: "2", notifier_name: "hms" },
  ]);
});

rule("push-bindings/unbind", async (context) => {
  await context.register("ada");
  for (const name of ["fcm", "hms", "apns"]) await bind(context, "phone", name, name);
  await bind(context, "tablet", "other", "fcm");
  expect(await bind(context, "phone", "", "fcm")).toMatchObject([{ device_token: "hms" }, { device_token: "apns" }]);
  expect(await bind(context, "phone", "", "")).toEqual([]);
  expect(await tokens(context)).toEqual(["other"]);
});

rule("push-bindings/unknown", async (context) => {
  expect(await context.refusal(bind(context, "phone", "1", "fcm"))).toBe("PushUserUnknown");
});

const certify = async ({ chat }: RuleContext, name: string) =>
  (await chat.createPushCertificate({ body: { name, provider: "HUAWEIPUSH", environment: "PRODUCTION" } })).entities;
const names = async ({ chat }: RuleContext) => (await chat.listPushCertificates()).entities.map(({ name }) => name);
const revoke = ({ chat }: RuleContext, notifier_uuid: string) =>
  chat.deletePushCertificate({ path: { notifier_uuid }, confirm: true });

rule("push-certificates/list", async (context) => {
  expect(await names(context)).toEqual([]);
  await certify(context, "b");
  await certify(context, "a");
  expect(await names(context)).toEqual(["b", "a"]);
});

rule("push-certificates/create", async (context) => {
  const [first] = await certify(context, "a");
  const second = await certify(context, "b");
  expect(second).toMatchObject([{ name: "b", provider: "HUAWEIPUSH", type: "notifier", disabled: false }]);
  expect(second[0]?.uuid).not.toBe(first?.uuid);
});

rule("push-certificates/delete", async (context) => {
  await context.register("ada");
  const made = await certify(context, "fcm");
  await bind(context, "phone", "1", "fcm");
  expect((await revoke(context, made[0]?.uuid ?? "")).entities).toEqual(made);
  expect(await names(context)).toEqual([]);
  expect(await tokens(context)).toEqual(["1"]);
});

rule("push-certificates/unknown", async (context) => {
  expect(await context.refusal(revoke(context, "none"))).toBe("ServiceResourceNotFound");
});
