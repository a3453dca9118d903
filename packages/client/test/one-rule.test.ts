// What is a mistake of the program throws at once; all else resolves to the error, with `.safe` and by path.
import { describe, expect, test } from "vitest";
import { type ChatClientOptions, createPathClient } from "../src/index.ts";
import { json, silent, startSequence } from "./hostile.ts";
import { respond, startService, success, TENANT } from "./server.ts";

type Loose = Record<string, { (args?: unknown): Promise<unknown>; safe(args?: unknown): Promise<{ error?: Error }> }> &
  Record<"GET" | "PUT" | "POST" | "DELETE", (path: string, init?: unknown) => Promise<{ error?: unknown }>>;

const service = () => startService((_, response) => respond(response, 200, success));
const group = { group_id: "1" };

describe("a mistake of the program", () => {
  test.each([
    ["no arguments", "getUser", undefined],
    ["empty arguments", "getUser", {}],
    ["no path", "getUser", { path: null }],
    ["the name beside the path", "getUser", { username: "ben" }],
    ["arguments as by path", "getUser", { params: { path: { username: "ben" } } }],
    ["an empty name", "getUser", { path: { username: "" } }],
    ["a name that climbs", "getUser", { path: { username: ".." } }],
    ["a lone surrogate in the path", "getUser", { path: { username: "\ud800" } }],
    ["a lone surrogate in the query", "listUsers", { query: { cursor: "a\udfff" } }],
    ["a list in the query that is nested", "listUsers", { query: { cursor: { a: [1] } } }],
    ["a missing confirm", "deleteUsers", { query: { limit: 1 } }],
    ["a missing confirm of one name", "deleteUser", { path: { username: "ben" } }],
    ["a confirm that is not true", "deleteUsers", { confirm: "yes" }],
    ["an empty list of names", "removeChatgroupMembers", { path: { ...group, username: [] } }],
    ["a comma in a list of names", "removeChatgroupMembers", { path: { ...group, username: ["a", "b,c"] } }],
    ["a header that no request can have", "listUsers", { headers: { "x-own": "a\nb" } }],
    ["a header name that is none", "listUsers", { headers: { "x own": "a" } }],
    ["a body that is a circle", "createUsers", { body: circle() }],
    ["a body with a bigint", "createUsers", { body: { username: 1n } }],
    ["a time that is not a number", "listUsers", { timeoutMs: Number.NaN }],
    ["a deadline below zero", "listUsers", { deadlineMs: -1 }],
    ["retries that are text", "listUsers", { maxRetries: "3" }],
    ["a file that is text", "uploadFile", { body: { file: "x" } }],
    ["no file", "uploadFile", {}],
    [
      "a 64-bit integer that is none",
      "sendPushNotificationToAll",
      { body: { pushMessage: { easemob: { id: "007" } } } },
    ],
  ])("such as %s throws before anything is sent", async (_, operation, args) => {
    const { client, requests } = await service();
    const chat = client() as unknown as Loose;
    const thrown = await failure(() => chat[operation]?.(args));
    expect(thrown).toBeInstanceOf(TypeError);
    expect(thrown.message).toMatch(new RegExp(`^${operation}: `));
    expect(await failure(() => chat[operation]?.safe(args))).toEqual(thrown);
    expect(requests).toEqual([]);
  });

  test("by path throws, too, from either client", async () => {
    const { client, requests, url } = await service();
    for (const chat of [client(), createPathClient({ baseUrl: url, ...TENANT, token: "t" })] as unknown as Loose[]) {
      const path = "/users/{username}";
      await expect(chat.GET(path)).rejects.toThrow(TypeError);
      await expect(chat.GET(path, { params: { path: { username: "" } } })).rejects.toThrow(TypeError);
      await expect(chat.DELETE(path, { params: { path: { username: "ben" } } })).rejects.toThrow("pass confirm: true");
      await expect(chat.GET("/users", { params: { query: { cursor: "\ud800" } } })).rejects.toThrow(TypeError);
      await expect(chat.GET("/users", { params: { header: { "x-own": "canary\n1" } } })).rejects.not.toThrow(/canary/);
    }
    expect(requests).toEqual([]);
  });

  test.each(["request", "HEAD", "PATCH", "OPTIONS", "TRACE"])(
    "such as chat.%s throws, which openapi-fetch has",
    async (name) => {
      const { client, requests } = await service();
      const chat = client() as unknown as Record<string, (path: string, init?: object) => unknown>;
      expect(() => chat[name]?.("/chatgroups/{group_id}", {}) ?? (chat[name] as () => void)()).toThrow(TypeError);
      expect(requests).toEqual([]);
    },
  );

  test("says nothing of a header's value", async () => {
    const { client } = await service();
    const thrown = await failure(() => client().listUsers({ headers: { "x-secret": "canary\n1" } }));
    expect(thrown.message).toBe('listUsers: the value of header "x-secret" cannot be sent');
  });
});

describe("what is no mistake of the program", () => {
  const broken = () => {
    throw new Error("broken");
  };
  const cases: [string, Partial<ChatClientOptions>, string][] = [
    ["a token source that throws", { token: broken }, "ChatTokenError"],
    ["a token source that rejects with nothing", { token: () => Promise.reject() }, "ChatTokenError"],
    ["a token source that returns nonsense", { token: () => 7 as never }, "ChatTokenError"],
    ["a token that no header can hold", { token: () => "canary\nx" }, "ChatTokenError"],
    ["a token in seconds", { token: () => ({ token: "t", expiresAt: Date.now() / 1000 }) }, "ChatTokenError"],
    ["a hook that throws", { hooks: { onRequest: broken } }, "ChatHookError"],
    ["a hook that rejects", { hooks: { onResponse: async () => broken() } }, "ChatHookError"],
    ["a hook that rejects with nothing", { hooks: { onResponse: () => Promise.reject() } }, "ChatHookError"],
    ["a fetch that throws", { fetch: broken }, "ChatNetworkError"],
    ["a fetch that rejects with text", { fetch: () => Promise.reject("too slow") }, "ChatNetworkError"],
    ["a service that is silent", { timeoutMs: 30, fetch: () => new Promise(() => {}) }, "ChatTimeoutError"],
    ["an aborted signal", { fetch: () => new Promise(() => {}) }, "ChatAbortError"],
  ];

  test.each(cases)("such as %s resolves to the error", async (_, options, name) => {
    const { client } = await startSequence(json(200, success));
    const chat = client({ maxRetries: 0, ...options });
    const signal = name === "ChatAbortError" ? AbortSignal.timeout(20) : undefined;
    const outcomes = [
      await chat.listChatgroups.safe({ signal }),
      await chat.GET("/chatgroups", { signal }),
      await chat.createChatgroup.safe({ body: { owner: "ada" }, signal }),
      ...(await chat.addChatroomMembers.batch({ path: { chatroom_id: "1" }, body: { usernames: ["a"] }, signal })),
    ];
    expect(outcomes.map(({ error }) => (error as Error | undefined)?.name)).toEqual(Array(4).fill(name));
    const thrown = await failure(() => chat.listChatgroups({ signal }));
    expect(thrown).toMatchObject({ name, operationId: "listChatgroups" });
    expect(String(thrown)).not.toContain("canary");
  });

  test("an error of fetch that says it would come again is neither repeated nor wrapped", async () => {
    let calls = 0;
    const final = Object.assign(new Error("not as described"), { retryable: false });
    const fetch = () => {
      calls++;
      return Promise.reject(final);
    };
    const { client } = await startSequence(json(200, success));
    const chat = client({ fetch, throttle: true });
    const made = [
      () => chat.listChatgroups(),
      () => chat.listChatgroups.safe(),
      () => chat.GET("/chatgroups"),
      () => chat.listChatgroups.toArray({ limit: 1 }),
      () => chat.addChatroomMembers.batch({ path: { chatroom_id: "1" }, body: { usernames: ["a"] } }),
    ];
    for (const call of made) expect(await failure(call)).toBe(final);
    expect(calls).toBe(made.length);
  });

  test("a hook that rejects does not end the process", async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    const { client } = await startSequence(silent);
    const hooks = {
      onRequest: () => new Promise<void>((_, reject) => setTimeout(() => reject(new Error("late")), 60)),
    };
    const { error } = await client({ hooks, deadlineMs: 20 }).listChatgroups.safe();
    expect(error).toMatchObject({ name: "ChatTimeoutError", option: "deadlineMs", attempts: 0 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.off("unhandledRejection", onUnhandled);
    expect(unhandled).toEqual([]);
  });
});

function circle(): object {
  const body: Record<string, unknown> = { username: "ada" };
  body["self"] = body;
  return body;
}

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  return expect.fail("the call succeeded");
}
