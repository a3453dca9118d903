import { inspect } from "node:util";
import { expect, test } from "vitest";
import {
  ChatAbortError,
  ChatApiError,
  ChatDecodeError,
  ChatError,
  ChatNetworkError,
  ChatTimeoutError,
} from "../src/index.ts";
import { answer, deadUrl, failure, startService, success } from "./server.ts";

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("no error"),
    (error: unknown) => error,
  );

test("an error of the service is thrown with all that it says", async () => {
  const service = await startService((_, response) => answer(response, 404, failure("service_resource_not_found")));
  const error = await caught(service.client().getChatgroups({ path: { group_id: ["1"] } }));
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

test("by path, it is the result's error", async () => {
  const service = await startService((_, response) => answer(response, 404, failure("service_resource_not_found")));
  const { data, error, response } = await service.client().GET("/chatgroups");
  expect([data, error, response.status]).toEqual([undefined, failure("service_resource_not_found"), 404]);
});

test("safe returns it, with the response", async () => {
  const service = await startService((_, response) =>
    answer(response, 403, failure("forbidden_op"), { "x-region": "eu" }),
  );
  const { error, response } = await service.client().createChatgroup.safe({ body: { owner: "ada" } });
  expect(error).toMatchObject({ name: "ChatApiError", code: "forbidden_op" });
  expect(response?.headers.get("x-region")).toBe("eu");
});

test("safe returns the data with status and headers", async () => {
  const service = await startService((_, response) => answer(response, 200, success));
  const { data, error, response } = await service.client().listChatgroups.safe();
  expect([data, error, response?.status]).toEqual([success, undefined, 200]);
});

test("no connection is a network error, whose cause is fetch's", async () => {
  const service = await startService(() => {});
  const client = service.client({ baseUrl: await deadUrl(), maxRetries: 0 });
  for (const call of [client.listChatgroups(), client.GET("/chatgroups")]) {
    const error = await caught(call);
    expect(error).toBeInstanceOf(ChatNetworkError);
    expect(error).toMatchObject({
      name: "ChatNetworkError",
      attempts: 1,
      message: expect.stringContaining("ECONNREFUSED"),
      cause: expect.any(TypeError),
    });
  }
});

test("a connection that breaks is a network error", async () => {
  const service = await startService((_, response) => response.destroy());
  expect(await caught(service.client({ maxRetries: 0 }).listChatgroups())).toBeInstanceOf(ChatNetworkError);
});

test("half a body is a network error when the length was said", async () => {
  const service = await startService((_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"action":', () => response.destroy());
  });
  expect(await caught(service.client({ maxRetries: 0 }).listChatgroups())).toBeInstanceOf(ChatNetworkError);
});

test.each([
  ["half a body", 200, '{"action":"get","da', "application/json"],
  ["a proxy's page with 200", 200, "<html>Welcome</html>", "text/html"],
  ["a proxy's page with 502", 502, "<html>Bad gateway</html>", "text/html"],
  ["nothing at all with 200", 200, "", "application/json"],
  ["text called JSON", 200, "hello", "application/json"],
])("%s is a decode error that shows the text", async (_, status, text, type) => {
  const service = await startService((_request, response) => answer(response, status, text, { "content-type": type }));
  const client = service.client({ maxRetries: 0 });
  for (const call of [client.listChatgroups(), client.GET("/chatgroups")]) {
    const error = await caught(call);
    expect(error).toBeInstanceOf(ChatDecodeError);
    expect(error).toMatchObject({ name: "ChatDecodeError", status, text });
  }
});

test("a decode error shows 500 characters at most", async () => {
  const service = await startService((_, response) => answer(response, 200, "x".repeat(5000)));
  expect(((await caught(service.client().listChatgroups())) as ChatDecodeError).text).toHaveLength(500);
});

test("JSON of another content type is read", async () => {
  const service = await startService((_, response) => answer(response, 200, success, { "content-type": "text/plain" }));
  expect(await service.client().listChatgroups()).toEqual(success);
});

test("an error without a body has a status and no code", async () => {
  const service = await startService((_, response) => response.writeHead(403).end());
  expect(await caught(service.client().listChatgroups())).toMatchObject({
    name: "ChatApiError",
    status: 403,
    code: undefined,
  });
});

test("no error, hook or rendering of the client tells the token", async () => {
  const told: unknown[] = [];
  const service = await startService((_, response, count) =>
    count % 2
      ? answer(response, 503, failure("x"), { "retry-after": "0" })
      : answer(response, 401, failure("unauthorized")),
  );
  const hook = (event: unknown) => told.push(event);
  const options = { token: "canary-token", maxRetries: 1, hooks: { onRequest: hook, onResponse: hook, onRetry: hook } };
  const client = service.client(options);
  told.push(client, await caught(client.listChatgroups({ query: { cursor: "canary-cursor" } })));
  told.push(
    await caught(client.uploadFile({ body: { file: new Blob(["x"]) }, headers: { "x-secret": "canary-header" } })),
  );
  told.push(await caught(service.client({ ...options, baseUrl: await deadUrl() }).listChatgroups()));
  told.push(await caught(service.client({ ...options, timeoutMs: 0 }).listChatgroups()));
  const text = told
    .map((item) => `${inspect(item, { depth: 9, showHidden: true })}${String(item)}${JSON.stringify(item)}`)
    .join("\n");
  expect(text.length).toBeGreaterThan(1000);
  expect(text).not.toContain("canary");
});

test("every error class has its own name", () => {
  const at = { operationId: "x", attempt: 1 };
  const errors = [
    new ChatApiError(400, {}, undefined, at),
    new ChatNetworkError("", at),
    new ChatTimeoutError("", at),
    new ChatAbortError("", at),
    new ChatDecodeError(200, "", at),
  ];
  expect(errors.map(({ name }) => name)).toEqual(errors.map((error) => error.constructor.name));
});
