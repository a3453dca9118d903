import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatApiError, ChatNetworkError } from "../src/index.ts";
import { answer, deadUrl, failure, startService, success } from "./server.ts";

beforeEach(() => {
  // No jitter, no wait.
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => vi.restoreAllMocks());

const get = (client: { listChatgroups(): Promise<unknown> }) => client.listChatgroups();
const failsWith = (status: number, headers = {}) =>
  startService((_, response) => answer(response, status, failure("x"), headers));

describe("a call that may be repeated", () => {
  test.each([408, 429, 502, 503, 504])("is sent three times on %i", async (status) => {
    const service = await failsWith(status);
    await expect(get(service.client())).rejects.toMatchObject({ status, attempts: 3, retryable: true });
    expect(service.requests).toHaveLength(3);
  });

  test.each([400, 401, 403, 404, 409, 500, 501])("is sent once on %i", async (status) => {
    const service = await failsWith(status);
    await expect(get(service.client())).rejects.toMatchObject({ status, attempts: 1, retryable: false });
  });

  test("succeeds at last, by either door", async () => {
    const service = await startService((_, response, count) =>
      count % 3 ? answer(response, 503, failure("x")) : answer(response, 200, success),
    );
    expect(await get(service.client())).toEqual(success);
    expect((await service.client().GET("/chatgroups")).data).toEqual(success);
    expect(service.requests).toHaveLength(6);
  });

  test("is sent again when the connection breaks", async () => {
    const service = await startService((_, response, count) =>
      count === 1 ? response.destroy() : answer(response, 200, success),
    );
    expect(await get(service.client())).toEqual(success);
  });

  test("keeps its body", async () => {
    const bodies: string[] = [];
    const service = await startService((request, response, count) => {
      let body = "";
      request
        .on("data", (chunk) => (body += chunk))
        .on("end", () => {
          bodies.push(body);
          answer(response, count === 1 ? 503 : 200, count === 1 ? failure("x") : success);
        });
    });
    await service.client().updateChatgroup({ path: { group_id: "1" }, body: { description: "héllo" } });
    expect(bodies).toEqual(['{"description":"héllo"}', '{"description":"héllo"}']);
  });

  test("is sent as often as asked, and with maxRetries 0 just once", async () => {
    const service = await failsWith(503);
    await expect(get(service.client({ maxRetries: 0 }))).rejects.toMatchObject({ attempts: 1 });
    await expect(service.client().listChatgroups({ maxRetries: 4 })).rejects.toMatchObject({ attempts: 5 });
  });
});

describe("a POST", () => {
  const post = (client: ReturnType<Awaited<ReturnType<typeof startService>>["client"]>, options = {}) =>
    client.addChatroomMember({ path: { chatroom_id: "1", username: "ben" }, ...options });

  test("is sent again on 429, which says that it was not processed", async () => {
    const service = await startService((_, response, count) =>
      count === 1 ? answer(response, 429, failure("reach_limit")) : answer(response, 200, success),
    );
    expect(await post(service.client())).toEqual(success);
  });

  test("is not sent again on 503 or a broken connection", async () => {
    const service = await failsWith(503);
    await expect(post(service.client())).rejects.toMatchObject({ attempts: 1 });
    const broken = await startService((_, response) => response.destroy());
    await expect(post(broken.client())).rejects.toBeInstanceOf(ChatNetworkError);
    expect(broken.requests).toHaveLength(1);
  });

  test("is sent again when the connection was refused", async () => {
    const service = await failsWith(503);
    await expect(post(service.client({ baseUrl: await deadUrl() }))).rejects.toMatchObject({ attempts: 3 });
  });

  test("is sent again on anything when the caller says so", async () => {
    const service = await failsWith(503);
    await expect(post(service.client(), { retryPost: true })).rejects.toMatchObject({ attempts: 3 });
  });
});

describe("Retry-After", () => {
  const waits = async (header: string, options = {}) => {
    const delays: number[] = [];
    const service = await startService((_, response, count) =>
      count === 1
        ? answer(response, 429, failure("reach_limit"), { "retry-after": header })
        : answer(response, 200, success),
    );
    const started = performance.now();
    const result = await service
      .client({ hooks: { onRetry: ({ delayMs }) => delays.push(delayMs) }, ...options })
      .listChatgroups.safe();
    return { delays, took: performance.now() - started, result };
  };

  test("in seconds is obeyed, never undercut", async () => {
    const { delays, took } = await waits("1");
    expect(delays).toEqual([1000]);
    expect(took).toBeGreaterThanOrEqual(999);
  });

  test("as a date is obeyed", async () => {
    const { delays, took } = await waits(new Date(Date.now() + 3000).toUTCString());
    expect(delays[0]).toBeLessThanOrEqual(3000);
    expect(took).toBeGreaterThanOrEqual((delays[0] ?? 0) - 1);
  });

  test("in the past is no wait", async () => {
    expect((await waits(new Date(Date.now() - 5000).toUTCString())).delays).toEqual([0]);
  });

  test("that is malformed falls back to jitter", async () => {
    expect((await waits("soon")).delays).toEqual([0]);
  });

  test("beyond the cap fails at once and says how long", async () => {
    const { result, took } = await waits("3600");
    expect(result.error).toBeInstanceOf(ChatApiError);
    expect(result.error).toMatchObject({ retryAfterMs: 3_600_000, attempts: 1 });
    expect(took).toBeLessThan(10_000);
  });

  test("has a cap that can be set", async () => {
    expect((await waits("1", { maxRetryAfterMs: 500 })).result.error).toMatchObject({ retryAfterMs: 1000 });
  });
});

test("waits grow: up to half a second, then one, two, four, eight, and no more", async () => {
  vi.mocked(Math.random).mockReturnValue(0.002);
  const delays: number[] = [];
  const service = await failsWith(503);
  await service
    .client({ maxRetries: 6, hooks: { onRetry: ({ delayMs }) => delays.push(delayMs) } })
    .listChatgroups.safe();
  expect(delays).toEqual([1, 2, 4, 8, 16, 16]);
});

test("hooks see each attempt", async () => {
  const seen: unknown[] = [];
  const service = await startService((_, response, count) =>
    count === 1 ? answer(response, 503, failure("x")) : answer(response, 200, success, { "x-request-id": "r2" }),
  );
  const hooks = {
    onRequest: (event: object) => seen.push({ on: "request", ...event }),
    onResponse: (event: object) => seen.push({ on: "response", ...event }),
    onRetry: (event: object) => seen.push({ on: "retry", ...event }),
  };
  await service.client({ hooks }).listChatgroups();
  const call = { operationId: "listChatgroups", method: "GET" };
  expect(seen).toEqual([
    { on: "request", ...call, attempt: 1 },
    { on: "response", ...call, attempt: 1, status: 503, durationMs: expect.any(Number), requestId: null },
    { on: "retry", ...call, attempt: 1, delayMs: 0, reason: 503 },
    { on: "request", ...call, attempt: 2 },
    { on: "response", ...call, attempt: 2, status: 200, durationMs: expect.any(Number), requestId: "r2" },
  ]);
});
