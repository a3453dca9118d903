import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ChatNetworkError } from "../src/index.ts";
import { deadUrl, failure, respond, startService, success } from "./server.ts";

beforeEach(() => {
  // No jitter, no wait.
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => vi.restoreAllMocks());

const get = (client: { listChatgroups(): Promise<unknown> }) => client.listChatgroups();
const failsWith = (status: number, headers = {}) =>
  startService((_, response) => respond(response, status, failure("x"), headers));

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

  test("is sent once when a quota of the plan is used up, which no wait changes", async () => {
    const service = await startService((_, response) =>
      respond(response, 429, failure("resource_limited"), { "retry-after": "1" }),
    );
    await expect(get(service.client())).rejects.toMatchObject({
      code: "resource_limited",
      attempts: 1,
      retryable: false,
    });
    const body = { owner: "ada" };
    const { error } = await service.client({ retryPost: true }).createChatgroup.safe({ body });
    expect(error).toMatchObject({ attempts: 1, retryable: false });
    expect((await service.client().GET("/chatgroups")).error).toMatchObject({ error: "resource_limited" });
    expect(service.requests).toHaveLength(3);
  });

  test("succeeds at last, by path and by operation", async () => {
    const service = await startService((_, response, count) =>
      count % 3 ? respond(response, 503, failure("x")) : respond(response, 200, success),
    );
    expect(await get(service.client())).toEqual(success);
    expect((await service.client().GET("/chatgroups")).data).toEqual(success);
    expect(service.requests).toHaveLength(6);
  });

  test("is sent again when the connection breaks", async () => {
    const service = await startService((_, response, count) =>
      count === 1 ? response.destroy() : respond(response, 200, success),
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
          respond(response, count === 1 ? 503 : 200, count === 1 ? failure("x") : success);
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
      count === 1 ? respond(response, 429, failure("reach_limit")) : respond(response, 200, success),
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

test("waits grow: up to half a second, then one, two, four, eight, and no more", async () => {
  vi.mocked(Math.random).mockReturnValue(0.002);
  const delays: number[] = [];
  const service = await failsWith(503);
  await service
    .client({ maxRetries: 6, hooks: { onRetry: ({ delayMs }) => void delays.push(delayMs) } })
    .listChatgroups.safe();
  expect(delays).toEqual([1, 2, 4, 8, 16, 16]);
});

test("attempts are alike in all that fetch is given", async () => {
  const seen: string[] = [];
  const fetch = async (request: Request, init: RequestInit) => {
    const { cache, credentials, keepalive, mode, referrerPolicy, integrity } = request;
    const { next } = request as Request & { next?: unknown };
    const body = new TextDecoder().decode(init.body as ArrayBuffer);
    const headers = Object.fromEntries(new Headers(init.headers));
    seen.push(
      JSON.stringify({
        cache,
        credentials,
        keepalive,
        mode,
        referrerPolicy,
        integrity,
        next,
        body,
        headers,
        redirect: init.redirect,
      }),
    );
    return Response.json(success, { status: seen.length === 1 ? 503 : 200 });
  };
  const service = await failsWith(503);
  const init = {
    cache: "no-store",
    credentials: "include",
    keepalive: true,
    referrerPolicy: "origin",
    next: { revalidate: 5 },
  } as const;
  await service.client({ fetch }).PUT("/chatgroups/{group_id}", {
    params: { path: { group_id: "1" } },
    body: { description: "héllo" },
    headers: { "x-own": "1" },
    ...init,
  });
  expect(seen[1]).toBe(seen[0]);
  expect(JSON.parse(seen[0] ?? "")).toMatchObject({
    cache: "no-store",
    credentials: "include",
    keepalive: true,
    next: { revalidate: 5 },
    redirect: "manual",
    body: '{"description":"héllo"}',
    headers: { "x-own": "1", "content-type": "application/json", authorization: "Bearer app-token" },
  });
});
