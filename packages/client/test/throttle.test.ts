import { describe, expect, test } from "vitest";
import { createThrottle, type RateLimit } from "../src/throttle.ts";
import { startTimer } from "../src/timeout.ts";
import { answer, failure, startService, success } from "./server.ts";

const at = { operationId: "x", attempt: 1 };
const patience = (signal?: AbortSignal) => startTimer(() => 60_000, signal, at);

describe("the throttle", () => {
  const rate: RateLimit = ["x", 10, 200];

  test("never lets more through in a window than the limit", async () => {
    const throttle = createThrottle();
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        await throttle.turn([rate], patience());
        times.push(performance.now());
      }),
    );
    for (const time of times) {
      expect(times.filter((other) => other >= time && other < time + 190).length).toBeLessThanOrEqual(10);
    }
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(39 * 20 * 1.2);
  });

  test("is first come, first served, and shows the queue", async () => {
    const throttle = createThrottle();
    const order: number[] = [];
    const all = Promise.all([1, 2, 3, 4, 5].map((n) => throttle.turn([rate], patience()).then(() => order.push(n))));
    expect(throttle.queued()).toBe(4);
    expect(throttle.queued(["x"])).toBe(4);
    expect(throttle.queued(["y"])).toBe(0);
    await all;
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(throttle.queued()).toBe(0);
  });

  test("lets a caller go who does not want to wait any longer, and nobody else", async () => {
    const throttle = createThrottle();
    const controller = new AbortController();
    const order: string[] = [];
    const wait = (name: string, signal?: AbortSignal) =>
      throttle.turn([rate], patience(signal)).then(() => order.push(name));
    const all = Promise.allSettled([wait("a"), wait("b", controller.signal), wait("c")]);
    controller.abort("enough");
    const results = await all;
    expect(results[1]).toMatchObject({ status: "rejected", reason: { name: "ChatAbortError", cause: "enough" } });
    expect(order).toEqual(["a", "c"]);
  });

  test("pauses a budget, and only that", async () => {
    const throttle = createThrottle();
    throttle.pause([rate], 120);
    const started = performance.now();
    await throttle.turn([["y", 10, 200]], patience());
    expect(performance.now() - started).toBeLessThan(60);
    await throttle.turn([rate], patience());
    expect(performance.now() - started).toBeGreaterThanOrEqual(119);
  });
});

describe("a client with throttle", () => {
  test("counts who waits, by operation", async () => {
    const service = await startService((_, response) => answer(response, 200, success));
    const client = service.client({ throttle: true });
    const calls = Array.from({ length: 5 }, () => client.listChatgroups());
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.queued("listChatgroups")).toBeGreaterThan(0);
    expect(client.queued("listChatrooms")).toBe(0);
    await Promise.all(calls);
    expect(client.queued()).toBe(0);
  });

  test("shares the budget of a group of operations", async () => {
    const service = await startService((_, response) => answer(response, 200, success));
    const client = service.client({ throttle: true });
    const calls = Promise.all([
      client.listPushLabels(),
      client.listPushLabels(),
      client.getPushLabel({ path: { label_name: "a" } }),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.queued("getPushLabel")).toBe(client.queued("listPushLabels"));
    await calls;
  });

  test("holds all calls of an operation back after a 429", async () => {
    const service = await startService((_, response, count) =>
      count === 1
        ? answer(response, 429, failure("reach_limit"), { "retry-after": "1" })
        : answer(response, 200, success),
    );
    const client = service.client({ throttle: true });
    await client.listChatgroups.safe({ maxRetries: 0 });
    const started = performance.now();
    await client.listChatgroups();
    expect(performance.now() - started).toBeGreaterThan(900);
  });
});

test("a client without throttle has no queue", async () => {
  const service = await startService((_, response) => answer(response, 200, success));
  const client = service.client();
  const call = client.listChatgroups();
  expect(client.queued()).toBe(0);
  await call;
});
