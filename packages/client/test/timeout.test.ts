import { describe, expect, test, vi } from "vitest";
import { ChatAbortError, ChatTimeoutError } from "../src/index.ts";
import { failure, respond, startService, success } from "./server.ts";

const never = () => {};
/** The error that a call comes to, whichever way it says it, and after which time. */
const took = async (call: () => Promise<unknown>) => {
  const started = performance.now();
  const error = await call().then(
    (result) => (result as { error?: unknown } | undefined)?.error,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - started };
};

describe("the time of an attempt", () => {
  test("covers slow headers", async () => {
    const service = await startService(never);
    const { error, ms } = await took(() => service.client({ timeoutMs: 80, maxRetries: 0 }).listChatgroups());
    expect(error).toBeInstanceOf(ChatTimeoutError);
    expect(error).toMatchObject({
      name: "ChatTimeoutError",
      operationId: "listChatgroups",
      attempts: 1,
      option: "timeoutMs",
      limitMs: 80,
      message: "listChatgroups: timed out: timeoutMs is 80",
    });
    expect(ms).toBeGreaterThanOrEqual(79);
    expect(ms).toBeLessThan(10_000);
  });

  test("covers a body that stalls", async () => {
    const service = await startService((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    });
    const client = service.client({ timeoutMs: 80, maxRetries: 0 });
    for (const call of [() => client.listChatgroups(), () => client.GET("/chatgroups")]) {
      expect((await took(call)).error).toBeInstanceOf(ChatTimeoutError);
    }
  });

  test("is anew for the next attempt", async () => {
    const service = await startService((_, response, count) =>
      count === 1 ? undefined : respond(response, 200, success),
    );
    expect(await service.client({ timeoutMs: 80 }).listChatgroups()).toEqual(success);
  });

  test("can be set for one call", async () => {
    const service = await startService(never);
    const { error } = await took(() => service.client().listChatgroups({ timeoutMs: 50, maxRetries: 0 }));
    expect(error).toBeInstanceOf(ChatTimeoutError);
  });
});

describe("the deadline", () => {
  test("ends an attempt", async () => {
    const service = await startService(never);
    const { error, ms } = await took(() => service.client({ deadlineMs: 80 }).listChatgroups());
    expect(error).toMatchObject({ name: "ChatTimeoutError", option: "deadlineMs", limitMs: 80 });
    expect(ms).toBeLessThan(10_000);
  });

  test("ends attempts of a fetch that knows no signal", async () => {
    const service = await startService(never);
    const client = service.client({ fetch: () => new Promise(() => {}) });
    expect((await took(() => client.listChatgroups({ deadlineMs: 60 }))).error).toMatchObject({ option: "deadlineMs" });
    expect((await took(() => client.listChatgroups({ timeoutMs: 60, maxRetries: 0 }))).error).toMatchObject({
      option: "timeoutMs",
    });
  });

  test("beyond what a timer can hold is no end at once", async () => {
    const service = await startService((_, response) => setTimeout(() => respond(response, 200, success), 50));
    const huge = { deadlineMs: 1e12, timeoutMs: 2 ** 40, idleTimeoutMs: Number.POSITIVE_INFINITY };
    expect(await service.client(huge).listChatgroups()).toEqual(success);
  });

  test("forbids a wait that would outlast it", async () => {
    const service = await startService((_, response) => respond(response, 503, failure("x"), { "retry-after": "30" }));
    const { error, ms } = await took(() => service.client({ deadlineMs: 20_000 }).listChatgroups());
    expect(error).toMatchObject({ name: "ChatApiError", status: 503, attempts: 1 });
    expect(ms).toBeLessThan(10_000);
  });
});

describe("the caller's signal", () => {
  test("that is aborted already keeps the call from being sent", async () => {
    const service = await startService(never);
    const { error } = await took(() =>
      service.client().listChatgroups({ signal: AbortSignal.abort("changed my mind") }),
    );
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
        respond(response, 503, failure("x"), { "retry-after": "30" }),
    ],
  ])("ends the call %s", async (_, handler) => {
    const service = await startService(handler);
    for (const way of ["operation", "path"]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error("gone")), 60);
      const { signal } = controller;
      const client = service.client();
      const { error, ms } = await took(() =>
        way === "operation" ? client.listChatgroups({ signal }) : client.GET("/chatgroups", { signal }),
      );
      expect(error).toBeInstanceOf(ChatAbortError);
      expect((error as ChatAbortError).cause).toMatchObject({ message: "gone" });
      expect(ms).toBeLessThan(10_000);
    }
  });

  test("keeps no listener of a download that nobody reads, or that is read", async () => {
    const service = await startService((_, response) => response.writeHead(200).write("begin"));
    const { signal, listeners } = countedSignal();
    const { stream } = await service.client().downloadFile({ path: { file_uuid: "f" }, signal });
    expect(listeners()).toBe(0);
    const reader = stream.getReader();
    await reader.read();
    expect(listeners()).toBe(0);
  });

  test("still ends a download that is read later", async () => {
    const service = await startService((_, response) => response.writeHead(200).write("begin"));
    const controller = new AbortController();
    const { stream } = await service.client().downloadFile({ path: { file_uuid: "f" }, signal: controller.signal });
    controller.abort("later");
    await expect(new Response(stream).text()).rejects.toMatchObject({ name: "ChatAbortError", cause: "later" });
  });

  test("is let go of when the call is over", async () => {
    const service = await startService((_, response) => respond(response, 200, success));
    const { signal, listeners, added } = countedSignal();
    await service.client({ hooks: { onRequest: async () => {} }, throttle: true }).listChatgroups({ signal });
    expect(added()).toBeGreaterThan(0);
    expect(listeners()).toBe(0);
  });
});

/** A signal that counts its listeners. */
function countedSignal() {
  const { signal } = new AbortController();
  const add = vi.spyOn(signal, "addEventListener");
  const remove = vi.spyOn(signal, "removeEventListener");
  const current = new Set<unknown>();
  add.mockImplementation((_, listener) => void current.add(listener));
  remove.mockImplementation((_, listener) => void current.delete(listener));
  return { signal, listeners: () => current.size, added: () => add.mock.calls.length };
}
