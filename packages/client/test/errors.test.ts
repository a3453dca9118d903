import { inspect } from "node:util";
import { expect, test } from "vitest";
import {
  ChatAbortError,
  ChatApiError,
  ChatDecodeError,
  ChatError,
  ChatHookError,
  ChatNetworkError,
  ChatRedirectError,
  ChatThrottleError,
  ChatTimeoutError,
  ChatTokenError,
} from "../src/index.ts";
import { errorOf } from "./hostile.ts";
import { deadUrl, failure, respond, startService, success } from "./server.ts";

const context = { operationId: "x", attempts: 1 };
const response = new Response(null, { status: 400 });

test("an error of the service is thrown with all that it says", async () => {
  const service = await startService((_, response) => respond(response, 404, failure("service_resource_not_found")));
  const error = await service
    .client()
    .getChatgroups({ path: { group_id: ["1"] } })
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChatApiError);
  expect(error).toBeInstanceOf(ChatError);
  expect(error).toMatchObject({
    name: "ChatApiError",
    operationId: "getChatgroups",
    status: 404,
    code: "service_resource_not_found",
    description: "in words",
    exception: "SomeException",
    body: failure("service_resource_not_found"),
    attempts: 1,
    retryable: false,
    message: "getChatgroups: 404 service_resource_not_found in words",
  });
});

test("by path, the service's error body is the result's error", async () => {
  const service = await startService((_, response) => respond(response, 404, failure("service_resource_not_found")));
  const { data, error, response } = await service.client().GET("/chatgroups");
  expect([data, error, response?.status]).toEqual([undefined, failure("service_resource_not_found"), 404]);
  expect(await response?.json()).toEqual(failure("service_resource_not_found"));
});

test("safe returns the data with status and headers", async () => {
  const service = await startService((_, response) => respond(response, 200, success));
  const { data, error, response } = await service.client().listChatgroups.safe();
  expect([data, error, response?.status]).toEqual([success, undefined, 200]);
});

test("no error, hook or rendering of the client tells the token", async () => {
  const seen: unknown[] = [];
  const service = await startService((_, response, count) =>
    count % 2
      ? respond(response, 503, failure("x"), { "retry-after": "0" })
      : respond(response, 401, failure("unauthorized")),
  );
  const hook = (event: unknown) => void seen.push(event);
  const hooks = { onRequest: hook, onResponse: hook, onRetry: hook, onError: hook };
  const options = { token: "canary-token", maxRetries: 1, hooks, headers: { "x-app": "canary-app" } };
  const client = service.client(options);
  seen.push(
    client,
    await client.listChatgroups.safe({ query: { cursor: "canary-cursor" }, headers: { "x-own": "canary-own" } }),
  );
  const file = { file: new Blob(["x"]) };
  seen.push(await client.uploadFile.safe({ body: file, headers: { "x-secret": "canary-header" } }));
  seen.push(await service.client({ ...options, baseUrl: await deadUrl() }).listChatgroups.safe());
  seen.push(await service.client({ ...options, timeoutMs: 0 }).listChatgroups.safe());
  const text = seen
    .map((item) => `${inspect(item, { depth: 9, showHidden: true })}${String(item)}${JSON.stringify(item)}`)
    .join("\n");
  expect(text.length).toBeGreaterThan(1000);
  expect(text).not.toContain("canary");
});

test("a network error quotes no query", async () => {
  const service = await startService((_, response) => respond(response, 200, success));
  const fetch = () => Promise.reject(new TypeError("cannot fetch http://x/y?secret=canary&a=1 now"));
  expect((await errorOf(service.client({ fetch, maxRetries: 0 }))).message).toBe(
    "listChatgroups: no response (cannot fetch http://x/y now)",
  );
});

test("every error class has its own name, and is a ChatError", () => {
  const errors = [
    new ChatApiError(response, "", context),
    new ChatNetworkError(new Error(), context),
    new ChatTimeoutError("timeoutMs", 1, context),
    new ChatAbortError("", context),
    new ChatDecodeError(response, "", context),
    new ChatRedirectError("http://x", context),
    new ChatTokenError("", context),
    new ChatThrottleError(1, context),
    new ChatHookError("onRequest", "", context),
  ];
  expect(errors.map(({ name }) => name)).toEqual(errors.map((error) => error.constructor.name));
  for (const error of errors) {
    expect(error instanceof ChatError).toBe(true);
    expect(error instanceof Error).toBe(true);
    expect(errors.filter((other) => error instanceof (other.constructor as typeof ChatNetworkError))).toEqual([error]);
  }
});

test("an error shows what it knows, and not its response", () => {
  const error = new ChatApiError(new Response("", { status: 429, headers: { "retry-after": "3" } }), "{}", context);
  expect(Object.keys(error)).not.toContain("response");
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ operationId: "x", status: 429, retryAfterMs: 3000 });
});
