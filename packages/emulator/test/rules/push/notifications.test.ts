import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { bind, outcomes, pushMessage } from "./support.ts";

const send = async ({ chat }: RuleContext, target: string, strategy?: 0 | 1 | 2 | 3 | 4) => {
  const body = { pushMessage, ...(strategy !== undefined && { strategy }) };
  return (await chat.sendPushNotificationSync({ path: { target }, body })).data;
};
const sendAsync = async ({ chat }: RuleContext, ...targets: string[]) =>
  (await chat.sendPushNotificationAsync({ body: { targets, pushMessage } })).data;

rule("push-notifications/vendor", async (context) => {
  await context.register("ada");
  const unbound = [{ pushStatus: "FAIL", desc: "no push binding" }];
  expect(await send(context, "ada")).toEqual(unbound);
  await bind(context, "ada", { certificate: false });
  expect(await send(context, "ada")).toEqual(unbound);
  await bind(context, "ada");
  expect(await send(context, "ada")).toMatchObject([
    { pushStatus: "SUCCESS", data: { code: 200, message: "Success", data: { sendResult: true, msgCode: 200 } } },
  ]);
  expect(await outcomes(context)).toEqual([{ unbound: ["ada"] }, { unbound: ["ada"] }, { delivered: ["ada"] }]);
});

rule("push-notifications/nobody", async (context) => {
  for (const strategy of [0, 1, 2, 3, 4] as const) {
    expect(await send(context, "nobody", strategy)).toEqual([{ pushStatus: "FAIL", desc: "appUser not exists" }]);
  }
});

rule("push-notifications/agora", async (context) => {
  await context.register("ada", "ben");
  await context.logIn("ben", "web_ben");
  for (const strategy of [0, 1, 3] as const) {
    expect(await send(context, "ada", strategy)).toMatchObject([{ pushStatus: "SUCCESS" }]);
  }
  expect(await send(context, "ada", 4)).toEqual([{ pushStatus: "FAIL", desc: "user is offline" }]);
  expect(await send(context, "ben", 4)).toMatchObject([{ pushStatus: "SUCCESS" }]);
});

rule("push-notifications/queued", async (context) => {
  await context.register("ada", "ben");
  expect(await sendAsync(context, "ben", "ada")).toEqual([
    { id: "ben", pushStatus: "ASYNC_SUCCESS", desc: "async success." },
    { id: "ada", pushStatus: "ASYNC_SUCCESS", desc: "async success." },
  ]);
});

rule("push-notifications/queued-unknown", async (context) => {
  await context.register("ada");
  await bind(context, "ada");
  expect(await sendAsync(context, "nobody", "ada")).toMatchObject([
    { id: "nobody", pushStatus: "ASYNC_SUCCESS" },
    { id: "ada", pushStatus: "ASYNC_SUCCESS" },
  ]);
  expect(await outcomes(context)).toEqual([{ unregistered: ["nobody"], delivered: ["ada"] }]);
});

const DAY = 86_400_000;
const figures = async ({ chat }: RuleContext, platform: "ALL" | "APNS" | "HUAWEIPUSH" = "ALL") => {
  const path = { begin_date: "2026-03-02", end_date: "2026-03-03" };
  return (await chat.getPushStatistics({ path, query: { platform } })).data;
};

rule("push-statistics/counts", async (context) => {
  await context.register("ada", "ben");
  await bind(context, "ada");
  await sendAsync(context, "ada", "ben", "nobody");
  await send(context, "ada");
  await send(context, "ada", 1);
  expect(await figures(context)).toEqual({ "2026-03-02": { HUAWEIPUSH: { successCount: 2 } } });
});

rule("push-statistics/days", async (context) => {
  await context.register("ada");
  await bind(context, "ada");
  for (let day = 0; day < 3; day++) {
    await send(context, "ada");
    context.pass(DAY);
  }
  expect(Object.keys(await figures(context))).toEqual(["2026-03-03", "2026-03-02"]);
});

rule("push-statistics/platform", async (context) => {
  await context.register("ada");
  await bind(context, "ada");
  await send(context, "ada");
  expect(await figures(context, "HUAWEIPUSH")).toEqual(await figures(context));
  expect(await figures(context, "APNS")).toEqual({});
});
