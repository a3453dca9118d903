import { describe, expect, test } from "vitest";
import { json, startSequence } from "./hostile.ts";
import { failure, respond, startService, success } from "./server.ts";

const path = { time: "2026030209" };
const message = { body: { from: "ada", msg: "hi", target: ["1"] } };

describe("a client with throttle", () => {
  test("sends the documented calls of a minute at once, by defaults", async () => {
    const service = await startService((_, response) => respond(response, 200, success));
    const client = service.client({ throttle: true });
    const calls = Array.from({ length: 10 }, () => client.getMessageHistory({ path }));
    await Promise.all(calls);
    expect(service.requests).toHaveLength(10);
  });

  test("sends two broadcasts, of which there are 100 a day, one after the other", async () => {
    const service = await startService((_, response) => respond(response, 200, '{"data":{"id":1}}'));
    const client = service.client({ throttle: true });
    const body = { pushMessage: { title: "t", content: "c" } };
    const started = performance.now();
    for (let count = 0; count < 2; count++) {
      await client.broadcastChatroomMessage(message as never);
      await client.sendPushNotificationToAll({ body });
    }
    expect(service.requests).toHaveLength(4);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("refuses a call whose turn would come too late, and says when it would be", async () => {
    const service = await startService((_, response) => respond(response, 200, success));
    const client = service.client({ throttle: true, maxQueueMs: 50 });
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => client.getMessageHistory.safe({ path })));
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject({ name: "ChatThrottleError", operationId: "getMessageHistory", attempts: 0 });
    expect((errors[0] as { retryAfterMs?: number }).retryAfterMs).toBeGreaterThan(59_000);
    expect(errors[0]?.message).toMatch(/^getMessageHistory: not sent: its turn would come in 6\d s$/);
    expect(service.requests).toHaveLength(10);
  });

  test("counts who waits, by operation and by group", async () => {
    const service = await startService((_, response) => respond(response, 200, success));
    const client = service.client({ throttle: true });
    const controller = new AbortController();
    const { signal } = controller;
    const many = (call: (args: { signal: AbortSignal }) => Promise<unknown>, count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => call({ signal })));
    const calls = [many((args) => client.listChatrooms(args), 55), many((args) => client.listPushLabels(args), 103)];
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(client.queued("listChatrooms")).toBe(5);
    expect(client.queued("getPushLabel")).toBe(3);
    expect(client.queued("listChatgroups")).toBe(0);
    expect(client.queued()).toBe(8);
    controller.abort();
    await Promise.all(calls);
    expect(client.queued()).toBe(0);
  });

  test("holds the calls of an operation back after a 429", async () => {
    const service = await startSequence(json(429, failure("reach_limit"), { "retry-after": "1" }), json(200, success));
    const client = service.client({ throttle: true });
    await client.listChatgroups.safe({ maxRetries: 0 });
    const started = performance.now();
    await client.listChatgroups();
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  test("holds nobody back when a quota of the plan is used up", async () => {
    const headers = { "retry-after": "3600" };
    const service = await startSequence(json(429, failure("resource_limited"), headers), json(200, success));
    const client = service.client({ throttle: true });
    expect((await client.listChatgroups.safe()).error).toMatchObject({ code: "resource_limited", attempts: 1 });
    expect(await client.listChatgroups()).toEqual(success);
  });

  test("fails later calls at once after a 429 that asks for an hour, an upload too", async () => {
    const service = await startSequence(json(429, failure("reach_limit"), { "retry-after": "3600" }));
    const client = service.client({ throttle: true });
    expect((await client.listChatgroups.safe()).error).toMatchObject({ name: "ChatApiError", retryAfterMs: 3_600_000 });
    const { error } = await client.listChatgroups.safe();
    expect(error).toMatchObject({ name: "ChatThrottleError", attempts: 0 });
    expect((error as { retryAfterMs?: number }).retryAfterMs).toBeGreaterThan(3_590_000);
    const upload = () => client.uploadFile.safe({ body: { file: new Blob(["x"]) } });
    expect((await upload()).error?.name).toBe("ChatApiError");
    expect((await upload()).error?.name).toBe("ChatThrottleError");
    expect(service.requests).toHaveLength(2);
  });
});

test("a client without throttle has no queue, and a 429 holds nobody else back", async () => {
  const service = await startSequence(json(429, failure("reach_limit"), { "retry-after": "3600" }), json(200, success));
  const client = service.client();
  await client.listChatgroups.safe();
  expect(await client.listChatgroups()).toEqual(success);
  expect(client.queued()).toBe(0);
});
