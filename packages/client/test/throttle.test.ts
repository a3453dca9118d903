import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createThrottle, type RateLimit } from "../src/throttle.ts";
import { startTimer } from "../src/timeout.ts";
import { answer, failure, startService, success } from "./server.ts";

const at = { operationId: "x", attempt: 1 };
const patience = (signal?: AbortSignal) => startTimer(() => 60_000, signal, at);

describe("the throttle", () => {
  const rate: RateLimit = ["x", 10, 1000];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => vi.useRealTimers());

  /** When each of so many calls was let through, in ms. */
  const turns = async (count: number, late = 0) => {
    const throttle = createThrottle();
    const times: number[] = [];
    for (let call = 0; call < count; call++)
      throttle.turn([rate], patience()).then(() => times.push(performance.now()));
    while (times.length < count) await vi.advanceTimersByTimeAsync(1 + late);
    return times;
  };

  test.each([0, 15])("never lets more through in a window than the limit, with timers %i ms late", async (late) => {
    const times = await turns(100, late);
    for (const time of times) {
      expect(times.filter((other) => other >= time && other < time + 1000).length).toBeLessThanOrEqual(10);
    }
  });

  test.each([0, 15])("is within 5 %% of the ideal time, with timers %i ms late", async (late) => {
    const times = await turns(200, late);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(199 * 100 * 1.05);
  });

  test("makes no burst after a rest", async () => {
    const throttle = createThrottle();
    await throttle.turn([rate], patience());
    await vi.advanceTimersByTimeAsync(5000);
    const times: number[] = [];
    for (let call = 0; call < 3; call++) throttle.turn([rate], patience()).then(() => times.push(performance.now()));
    await vi.advanceTimersByTimeAsync(1000);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(100);
  });

  test("is first come, first served, and shows the queue", async () => {
    const throttle = createThrottle();
    const order: number[] = [];
    for (const call of [1, 2, 3, 4, 5]) throttle.turn([rate], patience()).then(() => order.push(call));
    expect([throttle.queued(), throttle.queued(["x"]), throttle.queued(["y"])]).toEqual([4, 4, 0]);
    await vi.advanceTimersByTimeAsync(1000);
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
    await vi.advanceTimersByTimeAsync(1000);
    const results = await all;
    expect(results[1]).toMatchObject({ status: "rejected", reason: { name: "ChatAbortError", cause: "enough" } });
    expect(order).toEqual(["a", "c"]);
  });

  test("pauses a budget, and only that", async () => {
    const throttle = createThrottle();
    const order: string[] = [];
    throttle.pause([rate], 5000);
    throttle.turn([rate], patience()).then(() => order.push("x"));
    throttle.turn([["y", 10, 1000]], patience()).then(() => order.push("y"));
    await vi.advanceTimersByTimeAsync(4999);
    expect(order).toEqual(["y"]);
    await vi.advanceTimersByTimeAsync(2);
    expect(order).toEqual(["y", "x"]);
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
