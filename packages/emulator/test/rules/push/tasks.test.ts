import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { bind, outcomes, pushMessage } from "./support.ts";

const HOUR = 3_600_000;
/** When the clock of a test begins, and an hour later, as requests write it. */
const SOON = "2026-03-02 11:00:00";

const toList = async ({ chat }: RuleContext, targets: string[], startDate?: string) =>
  (await chat.sendPushNotificationByList({ body: { targets, pushMessage, ...(startDate && { startDate }) } })).data
    .taskId;
const toLabels = async ({ chat }: RuleContext, targets: string[], startDate?: string) =>
  (await chat.sendPushNotificationByLabel({ body: { targets, pushMessage, ...(startDate && { startDate }) } })).data
    .taskId;
const toAll = async ({ chat }: RuleContext, startDate?: string) =>
  (await chat.sendPushNotificationToAll({ body: { pushMessage, ...(startDate && { startDate }) } })).data;

async function label({ chat }: RuleContext, name: string, ...usernames: string[]): Promise<void> {
  await chat.createPushLabel({ body: { name } });
  await chat.addPushLabelUsers({ path: { label_name: name }, body: { usernames } });
}

/** Starts that are too near, too far, and on no day. */
const WRONG_STARTS = ["2026-03-02 10:59:59", "2026-04-01 10:00:01", "2026-02-30 10:00:00"];

async function expectStartsRefused(context: RuleContext, start: (date: string) => Promise<unknown>): Promise<void> {
  for (const date of WRONG_STARTS) expect(await context.refusal(start(date))).toBe("PushParameterRefused");
  for (const date of [SOON, "2026-04-01 10:00:00"]) await start(date);
}

async function expectFourthRefused(context: RuleContext, another: () => Promise<unknown>): Promise<void> {
  for (let count = 0; count < 3; count++) await toAll(context, SOON);
  expect(await context.refusal(another())).toBe("PushLimitReached");
  context.pass(HOUR);
  await another();
  await another();
}

rule("push-tasks/list", async (context) => {
  await context.register("ada", "ben", "chloe");
  await bind(context, "ada");
  const ids = [await toList(context, ["ada", "ben", "nobody"]), await toList(context, ["ada"])];
  expect(new Set(ids).size).toBe(2);
  expect(await outcomes(context)).toEqual([{ delivered: ["ada"], unbound: ["ben"] }, { delivered: ["ada"] }]);
});

rule("push-tasks/list-later", async (context) => {
  await context.register("ada");
  await toList(context, ["ada"], SOON);
  context.pass(HOUR - 1000);
  expect(await outcomes(context)).toEqual([undefined]);
  context.pass(1000);
  await context.chat.listPushLabels();
  expect(await outcomes(context)).toEqual([{ unbound: ["ada"] }]);
});

rule("push-tasks/list-start", async (context) => {
  await expectStartsRefused(context, (date) => toList(context, ["ada"], date));
});

rule("push-tasks/list-most", async (context) => {
  await expectFourthRefused(context, () => toList(context, ["ada"]));
});

rule("push-tasks/labels", async (context) => {
  await context.register("ada", "ben", "chloe");
  await label(context, "early", "ada", "ben");
  await label(context, "fast", "ben", "chloe");
  await toLabels(context, ["Early", "fast"]);
  await toLabels(context, ["early"]);
  expect(await outcomes(context)).toEqual([{ unbound: ["ben"] }, { unbound: ["ada", "ben"] }]);
});

rule("push-tasks/label-later", async (context) => {
  await context.register("ada", "ben");
  await label(context, "early", "ada");
  await toLabels(context, ["early"], SOON);
  const path = { label_name: "early" };
  await context.chat.addPushLabelUsers({ path, body: { usernames: ["ben"] } });
  await context.chat.removePushLabelUsers({ path, body: { usernames: ["ada"] } });
  context.pass(HOUR);
  await context.chat.listPushLabels();
  expect(await outcomes(context)).toEqual([{ unbound: ["ben"] }]);
});

rule("push-tasks/label-unknown", async (context) => {
  await label(context, "early", "ada");
  expect(await context.refusal(toLabels(context, ["early", "late"]))).toBe("PushLabelNotFound");
});

rule("push-tasks/label-start", async (context) => {
  await label(context, "early", "ada");
  await expectStartsRefused(context, (date) => toLabels(context, ["early"], date));
});

rule("push-tasks/label-most", async (context) => {
  await label(context, "early", "ada");
  await expectFourthRefused(context, () => toLabels(context, ["early"]));
});

rule("push-tasks/everyone", async (context) => {
  await context.register("ada");
  await toAll(context);
  await toAll(context, SOON);
  await context.register("ben");
  context.pass(HOUR);
  await context.chat.listPushLabels();
  expect(await outcomes(context)).toEqual([{ unbound: ["ada"] }, { unbound: ["ada", "ben"] }]);
});

rule("push-tasks/everyone-start", async (context) => {
  await expectStartsRefused(context, (date) => toAll(context, date));
});

rule("push-tasks/everyone-most", async (context) => {
  await expectFourthRefused(context, () => toAll(context));
});
