import { describe, expect, test } from "vitest";
import { bare, dropped, json, startSequence } from "./hostile.ts";
import { failure, success } from "./server.ts";

const call = { operationId: "listChatgroups", method: "GET", callId: expect.any(Number) };

function recorder() {
  const seen: unknown[] = [];
  const record = (on: string) => (event: object) => void seen.push({ on, ...event });
  const hooks = {
    onRequest: record("request"),
    onResponse: record("response"),
    onError: record("error"),
    onRetry: record("retry"),
  };
  return { seen, hooks };
}

describe("hooks", () => {
  test("hear of each attempt: its response, its failure, its repetition", async () => {
    const { seen, hooks } = recorder();
    const service = await startSequence(json(503, failure("x")), dropped, json(200, success, { "x-request-id": "r2" }));
    await service.client({ hooks }).listChatgroups();
    const durationMs = expect.any(Number);
    const error = expect.objectContaining({ name: "ChatNetworkError", attempts: 2 });
    expect(seen).toEqual([
      { on: "request", ...call, attempt: 1 },
      { on: "response", ...call, attempt: 1, status: 503, durationMs, requestId: null },
      { on: "retry", ...call, attempt: 1, delayMs: expect.any(Number), reason: 503 },
      { on: "request", ...call, attempt: 2 },
      { on: "error", ...call, attempt: 2, durationMs, error },
      { on: "retry", ...call, attempt: 2, delayMs: expect.any(Number), reason: error },
      { on: "request", ...call, attempt: 3 },
      { on: "response", ...call, attempt: 3, status: 200, durationMs, requestId: "r2" },
    ]);
  });

  test("tell calls apart that go on at the same time", async () => {
    const { seen, hooks } = recorder();
    const service = await startSequence(json(200, success));
    const client = service.client({ hooks });
    await Promise.all([client.listChatgroups(), client.listChatgroups(), service.client({ hooks }).listChatgroups()]);
    const ids = (seen as { callId: number }[]).map(({ callId }) => callId);
    expect(new Set(ids).size).toBe(3);
  });

  test("may be asynchronous: a call waits for them, in order", async () => {
    const order: string[] = [];
    const slowly = (name: string) => async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(name);
    };
    const service = await startSequence(async (_, response) => {
      order.push("service");
      response.writeHead(200).end(JSON.stringify(success));
    });
    await service.client({ hooks: { onRequest: slowly("request"), onResponse: slowly("response") } }).listChatgroups();
    expect(order).toEqual(["request", "service", "response"]);
  });

  test("keep their object", async () => {
    const service = await startSequence(json(200, success));
    const hooks = {
      count: 0,
      onRequest() {
        this.count++;
      },
    };
    await service.client({ hooks }).listChatgroups();
    expect(hooks.count).toBe(1);
  });

  test("that fail before the request keep it from being sent", async () => {
    const service = await startSequence(json(200, success));
    const hooks = { onRequest: () => Promise.reject(new Error("no quota")) };
    const { error } = await service.client({ hooks }).listChatgroups.safe();
    expect(error).toMatchObject({
      name: "ChatHookError",
      message: "listChatgroups: onRequest failed (no quota)",
      attempts: 0,
    });
    expect(service.requests).toEqual([]);
  });

  test("are not called for a call whose signal is aborted already", async () => {
    const { seen, hooks } = recorder();
    const service = await startSequence(bare(200));
    const { error } = await service.client({ hooks }).listChatgroups.safe({ signal: AbortSignal.abort() });
    expect([error?.name, error?.attempts, seen]).toEqual(["ChatAbortError", 0, []]);
  });
});
