import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Call } from "../src/call.ts";
import { CallRun } from "../src/call-run.ts";
import { effectiveLimits } from "../src/limits.ts";
import type { Limits } from "../src/options.ts";
import { Budget, Throttle } from "../src/throttle.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A call that wants a turn. */
const run = (limits: Limits & { signal?: AbortSignal; attempts?: number } = {}): CallRun => {
  const { signal, attempts = 0, ...given } = limits;
  const call = { ...effectiveLimits(given), traits: { operationId: "x" }, signal } as unknown as Call;
  return Object.assign(new CallRun(call, {}), { attempts });
};

/** A budget whose calls take so long, in ms, and when each of them is sent. */
function trafficOf(budget: Budget, latencyMs = 0) {
  const sent: number[] = [];
  const refused: number[] = [];
  const call = (limits?: Parameters<typeof run>[0]) =>
    budget.acquire(run(limits)).then(
      (slot) => {
        sent.push(performance.now());
        setTimeout(() => slot.release(), latencyMs);
      },
      (error) => {
        refused.push(error.retryAfterMs);
        return error;
      },
    );
  return { sent, refused, call };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => vi.useRealTimers());

describe("a budget", () => {
  test("lets a window's calls through at once, and the next ones a window later", async () => {
    const { sent, call } = trafficOf(new Budget([{ limit: 10, windowMs: MINUTE }]));
    for (let count = 0; count < 24; count++) call();
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(MINUTE - 5);
    expect(sent).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toHaveLength(20);
    await vi.advanceTimersByTimeAsync(MINUTE + 10);
    expect(sent).toHaveLength(24);
  });

  test.each([0, 40, 700, 5000])(
    "never has more in a window than the limit, as a service sees it that takes %i ms",
    async (latency) => {
      const { sent, call } = trafficOf(new Budget([{ limit: 10, windowMs: 1000 }]), latency);
      for (let count = 0; count < 60; count++) call();
      while (sent.length < 60) await vi.advanceTimersByTimeAsync(7);
      // A call counts some time between sending and response, a second after sending at the latest.
      const latest = sent.map((time) => time + Math.min(latency, 1000));
      for (const [index, start] of sent.entries()) {
        const inWindow = latest.slice(0, index).filter((time) => time > start - 1000);
        expect(inWindow.length).toBeLessThan(10);
      }
    },
  );

  test("is used up no more slowly than the service's answers allow", async () => {
    const { sent, call } = trafficOf(new Budget([{ limit: 10, windowMs: 1000 }]), 20);
    for (let count = 0; count < 100; count++) call();
    while (sent.length < 100) await vi.advanceTimersByTimeAsync(1);
    expect((sent.at(-1) ?? 0) - (sent[0] ?? 0)).toBeLessThan(9 * 1030);
  });

  test("counts in all its windows", async () => {
    const budget = new Budget([
      { limit: 5, windowMs: MINUTE },
      { limit: 8, windowMs: DAY },
    ]);
    const { sent, call } = trafficOf(budget);
    for (let count = 0; count < 8; count++) call({ maxQueueMs: DAY });
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(MINUTE + 5);
    expect(sent).toHaveLength(8);
  });

  test("a daily one lets all of its calls through, and refuses the next at once, saying how long it would be", async () => {
    const { sent, refused, call } = trafficOf(new Budget([{ limit: 100, windowMs: DAY }]));
    for (let count = 0; count < 101; count++) call();
    await vi.advanceTimersByTimeAsync(1);
    expect([sent.length, refused.length]).toEqual([100, 1]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await call();
    expect(refused[1]).toBeGreaterThan(DAY - 3_610_000);
    expect(refused[1]).toBeLessThanOrEqual(DAY - 3_600_000 + 1000);
  });

  test("refuses by the place in the queue", async () => {
    const { sent, refused, call } = trafficOf(new Budget([{ limit: 1, windowMs: 1000 }]));
    for (let count = 0; count < 10; count++) call({ maxQueueMs: 3500 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect([sent.length, refused.length]).toEqual([3, 7]);
    expect(Math.min(...refused)).toBeGreaterThan(3500);
  });

  test("is first come, first served, but for calls that are sent again", async () => {
    const budget = new Budget([{ limit: 1, windowMs: 1000 }]);
    const order: string[] = [];
    const turn = (name: string, attempts = 0) =>
      budget.acquire(run({ attempts })).then((slot) => {
        order.push(name);
        slot.release();
      });
    for (const name of ["a", "b", "c"]) turn(name);
    turn("again", 1);
    expect(budget.queued).toBe(3);
    await vi.advanceTimersByTimeAsync(5000);
    expect(order).toEqual(["a", "again", "b", "c"]);
    expect(budget.queued).toBe(0);
  });

  test("lets a caller go who does not want to wait any longer, and nobody else", async () => {
    const { sent, call } = trafficOf(new Budget([{ limit: 1, windowMs: 1000 }]));
    const controller = new AbortController();
    call();
    const given = call({ signal: controller.signal });
    call();
    controller.abort("enough");
    expect(await given).toMatchObject({ name: "ChatAbortError", cause: "enough" });
    await vi.advanceTimersByTimeAsync(3000);
    expect(sent).toHaveLength(2);
  });

  test("does not count a wait against the deadline", async () => {
    const budget = new Budget([{ limit: 1, windowMs: 1000 }]);
    (await budget.acquire(run())).release();
    const late = run({ deadlineMs: 500 });
    const acquired = budget.acquire(late);
    await vi.advanceTimersByTimeAsync(1010);
    await acquired;
    expect(late.deadlineAt - performance.now()).toBeGreaterThan(450);
  });
});

describe("a pause that the service asks for", () => {
  test("holds calls back, then lets them through one by one for a window", async () => {
    const budget = new Budget([{ limit: 10, windowMs: 1000 }]);
    const { sent, call } = trafficOf(budget);
    budget.pause(5000);
    for (let count = 0; count < 10; count++) call();
    await vi.advanceTimersByTimeAsync(4999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(50);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(10);
  });

  test("that is longer than a call allows fails it at once, one that waits already, too", async () => {
    const budget = new Budget([{ limit: 1, windowMs: 1000 }]);
    const { refused, call } = trafficOf(budget);
    call();
    call();
    budget.pause(3_600_000);
    await vi.advanceTimersByTimeAsync(1);
    expect(refused.map((ms) => Math.round(ms))).toEqual([3_600_000]);
    await call();
    expect(refused[1]).toBeGreaterThan(3_590_000);
    const patient = trafficOf(budget);
    patient.call({ maxRetryAfterMs: DAY, maxQueueMs: DAY });
    await vi.advanceTimersByTimeAsync(3_600_010);
    expect(patient.sent).toHaveLength(1);
  });

  test("that makes a call wait longer than it allows fails it, and leaves those before it", async () => {
    const budget = new Budget([{ limit: 1, windowMs: 1000 }]);
    const { sent, refused, call } = trafficOf(budget);
    for (let count = 0; count < 5; count++) call({ maxQueueMs: 10_000 });
    budget.pause(8500);
    await vi.advanceTimersByTimeAsync(1);
    expect([sent.length, refused.length]).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([sent.length, refused.length]).toEqual([3, 2]);
  });

  test("of a value beyond all timers neither spins nor ends", async () => {
    const budget = new Budget([{ limit: 1, windowMs: 1000 }]);
    const { sent, call } = trafficOf(budget);
    budget.pause(Number.MAX_SAFE_INTEGER);
    call({ maxRetryAfterMs: Number.POSITIVE_INFINITY, maxQueueMs: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(1000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect([sent.length, vi.getTimerCount()]).toEqual([0, 1]);
  });
});

test("a throttle has a budget for each operation, and one for each group", () => {
  const throttle = new Throttle();
  const windows = [{ limit: 1, windowMs: 1000 }];
  const own = throttle.budgetOf({ operationId: "a", rate: { windows } });
  const shared = throttle.budgetOf({ operationId: "b", rate: { group: "g", windows } });
  expect(throttle.budgetOf({ operationId: "a", rate: { windows } })).toBe(own);
  expect(throttle.budgetOf({ operationId: "c", rate: { group: "g", windows } })).toBe(shared);
  expect(own).not.toBe(shared);
  expect(throttle.budgetOf({ operationId: "unknown" })).toBeUndefined();
  for (let count = 0; count < 4; count++) void own?.acquire(run()).catch(() => {});
  for (let count = 0; count < 3; count++) void shared?.acquire(run()).catch(() => {});
  expect([throttle.queued(), throttle.queued("a"), throttle.queued("g"), throttle.queued("x")]).toEqual([5, 3, 2, 0]);
});
