import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Receiver, SECRET, startReceiver } from "../../support/receiver.ts";
import { type RuleContext, rule } from "../../support/rule.ts";

/** The time at which the app of a rule begins, in the key of its bucket: 10:00 UTC. */
const FIRST = "202603021800";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let receiver: Receiver;
let status = 500;
beforeAll(async () => {
  receiver = await startReceiver();
  receiver.respond((_, response) => response.writeHead(status).end());
});
afterEach(() => {
  receiver.received.length = 0;
  status = 500;
});
afterAll(() => receiver.close());

/** Lets a message fail, and so many more. */
async function fail({ app, chat }: RuleContext, count = 1): Promise<void> {
  const rules = await app.callbacks.rules.list();
  if (rules.length === 0) await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["messageSent"] });
  for (let sent = 0; sent < count; sent++) {
    await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], type: "txt", body: { msg: "Hi" } } });
  }
  await app.callbacks.settled();
}

const list = async ({ chat }: RuleContext) => (await chat.listStoredCallbacks()).data;
const resend = async ({ app, chat }: RuleContext, body: { date: string; retry?: number; targetUrl?: string }) => {
  const { data } = await chat.resendStoredCallbacks({ body });
  await app.callbacks.settled();
  return data;
};

rule("stored-callbacks/failed", async (context) => {
  status = 200;
  await fail(context);
  expect(await list(context)).toEqual([]);
  status = 500;
  await fail(context, 45);
  expect(receiver.received).toHaveLength(91);
  await fail(context);
  expect(receiver.received).toHaveLength(91);
  expect(await list(context)).toMatchObject([{ size: 46 }]);
});

rule("stored-callbacks/buckets", async (context) => {
  await fail(context, 2);
  context.pass(9 * MINUTE);
  await fail(context);
  context.pass(12 * MINUTE);
  await fail(context);
  expect(await list(context)).toEqual([
    { date: FIRST, size: 3, retry: 0 },
    { date: "202603021820", size: 1, retry: 0 },
  ]);
});

rule("stored-callbacks/time-zone", async (context) => {
  context.pass(7 * HOUR);
  await fail(context);
  expect(await list(context)).toMatchObject([{ date: "202603030100" }]);
});

rule("stored-callbacks/expiry", async (context) => {
  await fail(context);
  context.pass(71 * HOUR);
  await fail(context);
  expect(await list(context)).toHaveLength(2);
  context.pass(HOUR);
  expect(await list(context)).toHaveLength(1);
  expect(await resend(context, { date: FIRST })).toBe("failure");
});

rule("stored-callbacks/off", async (context) => {
  await context.app.settings({ featuresOff: ["callback-storage"] });
  await fail(context);
  expect(await context.refusal(context.chat.listStoredCallbacks())).toBe("CallbackStorageOff");
  const sending = context.chat.resendStoredCallbacks({ body: { date: FIRST } });
  expect(await context.refusal(sending)).toBe("CallbackStorageOff");
  await context.app.settings({ featuresOff: [] });
  expect(await list(context)).toEqual([]);
});

rule("resend-callbacks/again", async (context) => {
  await fail(context, 2);
  const first = new Set(receiver.received.map(({ callId, timestamp }) => `${callId} ${timestamp}`));
  receiver.received.length = 0;
  status = 200;
  context.pass(MINUTE);
  expect(await resend(context, { date: FIRST })).toBe("success");
  expect(new Set(receiver.received.map(({ callId, timestamp }) => `${callId} ${timestamp}`))).toEqual(first);
  expect(receiver.received).toHaveLength(2);
});

rule("resend-callbacks/target", async (context) => {
  await fail(context);
  const other = await startReceiver();
  receiver.received.length = 0;
  await resend(context, { date: FIRST, targetUrl: other.url });
  expect([receiver.received.length, other.received.length]).toEqual([0, 1]);
  await resend(context, { date: FIRST, targetUrl: "" });
  expect([receiver.received.length, other.received.length]).toEqual([2, 1]);
  await other.close();
});

rule("resend-callbacks/bucket-stays", async (context) => {
  await fail(context, 2);
  await resend(context, { date: FIRST });
  expect(await list(context)).toEqual([{ date: FIRST, size: 2, retry: 1 }]);
  status = 200;
  await resend(context, { date: FIRST });
  expect(await list(context)).toEqual([{ date: FIRST, size: 2, retry: 2 }]);
});

rule("resend-callbacks/count", async (context) => {
  await fail(context);
  status = 200;
  for (let count = 0; count < 12; count++) await resend(context, { date: FIRST, retry: 0 });
  expect(await list(context)).toMatchObject([{ retry: 12 }]);
});

rule("resend-callbacks/unknown", async (context) => {
  expect(await resend(context, { date: FIRST })).toBe("failure");
  await fail(context);
  await context.app.callbacks.rules.clear();
  expect(await resend(context, { date: FIRST })).toBe("failure");
});
