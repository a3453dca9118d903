import { describe, expect, test, vi } from "vitest";
import { ChatAbortError, ChatTimeoutError } from "../src/index.ts";
import { answer, failure, startService, success } from "./server.ts";

const never = () => {};
const took = async (promise: Promise<unknown>) => {
  const started = performance.now();
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - started };
};

describe("the time of an attempt", () => {
  test("covers slow headers", async () => {
    const service = await startService(never);
    const { error, ms } = await took(service.client({ timeoutMs: 80, maxRetries: 0 }).listChatgroups());
    expect(error).toBeInstanceOf(ChatTimeoutError);
    expect(error).toMatchObject({ name: "ChatTimeoutError", operationId: "listChatgroups", attempts: 1 });
    expect(ms).toBeGreaterThanOrEqual(79);
    expect(ms).toBeLessThan(10_000);
  });

  test("covers a body that stalls", async () => {
    const service = await startService((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    });
    for (const call of [
      service.client({ timeoutMs: 80, maxRetries: 0 }).listChatgroups(),
      service.client({ timeoutMs: 80, maxRetries: 0 }).GET("/chatgroups"),
    ]) {
      expect((await took(call)).error).toBeInstanceOf(ChatTimeoutError);
    }
  });

  test("is anew for the next attempt", async () => {
    const service = await startService((_, response, count) =>
      count === 1 ? undefined : answer(response, 200, success),
    );
    expect(await service.client({ timeoutMs: 80 }).listChatgroups()).toEqual(success);
  });

  test("can be set for one call", async () => {
    const service = await startService(never);
    const { error } = await took(service.client().listChatgroups({ timeoutMs: 50, maxRetries: 0 }));
    expect(error).toBeInstanceOf(ChatTimeoutError);
  });
});

describe("the deadline", () => {
  test("ends an attempt", async () => {
    const service = await startService(never);
    const { error, ms } = await took(service.client({ deadlineMs: 80 }).listChatgroups());
    expect(error).toBeInstanceOf(ChatTimeoutError);
    expect(ms).toBeLessThan(10_000);
  });

  test("forbids a wait that would outlast it", async () => {
    const service = await startService((_, response) => answer(response, 503, failure("x"), { "retry-after": "30" }));
    const { error, ms } = await took(service.client({ deadlineMs: 20_000 }).listChatgroups());
    expect(error).toMatchObject({ name: "ChatApiError", status: 503, attempts: 1 });
    expect(ms).toBeLessThan(10_000);
  });
});

describe("the caller's signal", () => {
  test("that is aborted already keeps the call from being sent", async () => {
    const service = await startService(never);
    const { error } = await took(service.client().listChatgroups({ signal: AbortSignal.abort("changed my mind") }));
    expect(error).toBeInstanceOf(ChatAbortError);
    expect(error).toMatchObject({ name: "ChatAbortError", cause: "changed my mind" });
    expect(service.requests).toEqual([]);
  });

  test.each([
    ["while headers are awaited", never],
    [
      "while the body is read",
      (_: unknown, response: import("node:http").ServerResponse) => void response.writeHead(200).write("{"),
    ],
    [
      "while the next attempt is awaited",
      (_: unknown, response: import("node:http").ServerResponse) =>
        answer(response, 503, failure("x"), { "retry-after": "30" }),
    ],
  ])("ends the call %s", async (_, handler) => {
    const service = await startService(handler);
    for (const door of ["name", "path"]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error("gone")), 60);
      const { signal } = controller;
      const client = service.client();
      const { error, ms } = await took(
        door === "name" ? client.listChatgroups({ signal }) : client.GET("/chatgroups", { signal }),
      );
      expect(error).toBeInstanceOf(ChatAbortError);
      expect((error as ChatAbortError).cause).toMatchObject({ message: "gone" });
      expect(ms).toBeLessThan(10_000);
    }
  });

  test("is let go of when the call is over", async () => {
    const service = await startService((_, response) => answer(response, 200, success));
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, "addEventListener");
    const remove = vi.spyOn(signal, "removeEventListener");
    await service.client().listChatgroups({ signal });
    expect(add.mock.calls.length).toBeGreaterThan(0);
    expect(remove.mock.calls.length).toBe(add.mock.calls.length);
  });
});
