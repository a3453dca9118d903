import { describe, expect, test } from "vitest";
import { ChatApiError } from "../src/index.ts";
import { bare, json, startSequence } from "./hostile.ts";
import { failure, respond, startService, success } from "./server.ts";

/** What a client does about one 429 with such headers: its waits in ms, and what comes of it. */
async function waitsFor(headers: Record<string, string>, options = {}) {
  const delays: number[] = [];
  const service = await startSequence(json(429, failure("reach_limit"), headers), json(200, success));
  const started = performance.now();
  const result = await service
    .client({ hooks: { onRetry: ({ delayMs }) => void delays.push(delayMs) }, ...options })
    .listChatgroups.safe();
  return { delays, took: performance.now() - started, result };
}
/** Fails at once and says what was asked, so that no test has to wait. */
const asked = async (headers: Record<string, string>) => {
  const service = await startSequence(json(503, failure("x"), headers));
  const { error } = await service.client({ maxRetries: 0 }).listChatgroups.safe();
  return (error as ChatApiError).retryAfterMs;
};
const inSeconds = (seconds: number, from = Date.now()) => new Date(from + seconds * 1000).toUTCString();

describe("Retry-After", () => {
  test("in seconds is obeyed: never undercut, with a random part on top", async () => {
    const { delays, took } = await waitsFor({ "retry-after": "1" });
    expect(delays[0]).toBeGreaterThanOrEqual(1000);
    expect(delays[0]).toBeLessThan(1500);
    expect(took).toBeGreaterThanOrEqual(999);
  });

  test.each([
    ["the form of today", "Sun, 06 Nov 2044 08:49:37 GMT"],
    ["the form of RFC 850", "Sunday, 06-Nov-44 08:49:37 GMT"],
    ["the form of asctime", "Sun Nov  6 08:49:37 2044"],
  ])("is read as a date in %s", async (_, date) => {
    const now = Date.UTC(2044, 10, 6, 8, 49, 30);
    expect(await asked({ "retry-after": date, date: new Date(now).toUTCString() })).toBe(7000);
  });

  test("as a date counts by the server's clock, however wrong that is", async () => {
    const tomorrow = Date.now() + 86_400_000;
    expect(await asked({ "retry-after": inSeconds(20, tomorrow), date: inSeconds(0, tomorrow) })).toBe(20_000);
  });

  test("as a date without the server's clock counts by ours", async () => {
    const fetch = async () => Response.json(failure("x"), { status: 503, headers: { "retry-after": inSeconds(30) } });
    const service = await startSequence(bare(200));
    const { error } = await service.client({ maxRetries: 0, fetch }).listChatgroups.safe();
    const { retryAfterMs } = error as ChatApiError;
    expect(retryAfterMs).toBeGreaterThan(20_000);
    expect(retryAfterMs).toBeLessThanOrEqual(30_000);
  });

  test("in the past is no wait", async () => {
    expect(await asked({ "retry-after": inSeconds(-50) })).toBe(0);
  });

  test.each([
    "1.5",
    "-5",
    "+1",
    "1, 2",
    "0x10",
    "1e3",
    "soon",
    "2044-11-06T08:49:37Z",
    "Sun",
    "Sun, 1",
    "Mon, 99 Xyz 2044 08:49:37 GMT",
    "5 s",
    "",
  ])("%j is none", async (value) => {
    expect(await asked({ "retry-after": value })).toBeUndefined();
  });

  test("of a value beyond all numbers is finite", async () => {
    expect(await asked({ "retry-after": "9".repeat(400) })).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("of 0 never undercuts the backoff", async () => {
    const delays: number[] = [];
    const service = await startSequence(json(503, failure("x"), { "retry-after": "0" }));
    await service
      .client({ maxRetries: 3, hooks: { onRetry: ({ delayMs }) => void delays.push(delayMs) } })
      .listChatgroups.safe();
    expect(delays).toHaveLength(3);
    expect(Math.max(...delays)).toBeGreaterThan(10);
    expect(new Set(delays).size).toBe(3);
  });

  test("beyond the cap fails at once and says how long", async () => {
    const { result, took } = await waitsFor({ "retry-after": "3600" });
    expect(result.error).toBeInstanceOf(ChatApiError);
    expect(result.error).toMatchObject({ retryAfterMs: 3_600_000, attempts: 1 });
    expect(took).toBeLessThan(10_000);
  });

  test("has a cap that can be set", async () => {
    const { result } = await waitsFor({ "retry-after": "1" }, { maxRetryAfterMs: 500 });
    expect(result.error).toMatchObject({ retryAfterMs: 1000 });
  });

  test("brings 200 callers back one after the other, not in one moment", async () => {
    const arrivals: number[] = [];
    const service = await startService((_, response, count) => {
      if (count <= 200) return respond(response, 429, failure("reach_limit"), { "retry-after": "1" });
      arrivals.push(performance.now());
      respond(response, 200, success);
    });
    const client = service.client();
    await Promise.all(Array.from({ length: 200 }, () => client.listChatgroups()));
    const spread = Math.max(...arrivals) - Math.min(...arrivals);
    expect(arrivals).toHaveLength(200);
    expect(spread).toBeGreaterThan(250);
  });
});
