// What the description says of repeating a call, held against the client for every operation.
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChatClient, createChatClient } from "../src/index.ts";
import { calls } from "./generated/calls.ts";

const operations = operationsOf(readDescription()).map(({ id, method, extensions }) => {
  const isIdempotent = extensions["x-idempotent"] ?? method !== "POST";
  const call = calls.find(({ operation }) => operation === id);
  return { id, method, isIdempotent, call };
});

/** Fails each request in its own way. */
let fail: () => Promise<Response> = async () => new Response();
let sent = 0;
let chat: ChatClient;
beforeAll(() => {
  const fetch = () => {
    sent++;
    return fail();
  };
  chat = createChatClient({ baseUrl: "http://127.0.0.1", org: "1", app: "2", token: "t", fetch, maxRetries: 2 });
});
afterAll(() =>
  expect(
    operations.filter(({ isIdempotent, method }) => !isIdempotent && method !== "POST").map(({ id }) => id),
  ).toEqual(["deleteUsers"]),
);

/** What may have been processed all the same. */
const failures = {
  "a lost response": () => Promise.reject(new TypeError("fetch failed")),
  "a 504": async () => new Response("late", { status: 504 }),
};

test.each(operations)("$id is repeated as the description says", async ({ id, isIdempotent, call }) => {
  for (const failure of Object.values(failures)) {
    fail = failure;
    sent = 0;
    Math.random = () => 0;
    await expect(call?.invoke(chat), id).rejects.toThrow();
    expect([id, sent]).toEqual([id, isIdempotent ? 3 : 1]);
  }
});

test("what does something else each time is repeated on no failure, whatever the caller says", async () => {
  for (const status of [408, 429, 502, 503, 504]) {
    fail = async () => new Response(null, { status });
    sent = 0;
    await chat.deleteUsers.safe({ query: { limit: 100 }, confirm: true, retryPost: true, maxRetries: 5 });
    expect([status, sent]).toEqual([status, 1]);
  }
  fail = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  sent = 0;
  await chat.DELETE("/users", { confirm: true, retryPost: true });
  expect(sent).toBe(1);
});
