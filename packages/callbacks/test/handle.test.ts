import { describe, expect, test, vi } from "vitest";
import { type CallbackHandlers, handleCallback, type KnownCallback, reply, signCallback } from "../src/index.ts";
import { bodyOf, examples, SECRET } from "./examples.ts";

const handle = (body: object, handlers: CallbackHandlers, options = {}) =>
  handleCallback({ body }, { secret: SECRET, handlers, ...options });
const RECEIVED = { status: 200, headers: {}, body: "" };

test.each(examples.map(({ name, example, body }) => [name, example, body] as const))(
  "%s, %s, comes to the handler of its name",
  async (name, _, body) => {
    const called: string[] = [];
    const handlers = new Proxy({} as CallbackHandlers, {
      get: (_, key) => (event: { name: string }) => {
        called.push(String(key), event.name);
        return name === "preDeliveryMessage" ? { valid: true } : "not looked at";
      },
    });
    const response = await handle(body, handlers);
    expect(called).toEqual([name, name]);
    expect(response.status).toBe(200);
    expect(response.body).toBe(name === "preDeliveryMessage" ? '{"valid":true}' : "");
  },
);

test("a callback without a handler is received", async () => {
  expect(await handle(bodyOf("userLogin"), {})).toEqual(RECEIVED);
});

test("a callback that is not documented comes to `unknown`", async () => {
  const unknown = vi.fn();
  expect(await handle(signCallback({ chat_type: "hologram" }, { secret: SECRET }), { unknown })).toEqual(RECEIVED);
  expect(unknown).toHaveBeenCalledWith(expect.objectContaining({ name: "unknown" }));
});

test("a repeat is received without calling the handler", async () => {
  const userLogin = vi.fn();
  expect(await handle(bodyOf("userLogin"), { userLogin }, { seen: () => true })).toEqual(RECEIVED);
  expect(userLogin).not.toHaveBeenCalled();
});

test("what is handled is noted, and what fails is not", async () => {
  const done = new Set<string>();
  let calls = 0;
  const userLogin = () => {
    calls++;
    if (calls === 1) throw new Error("the database is down");
  };
  const once = () =>
    handle(
      bodyOf("userLogin"),
      { userLogin },
      { seen: (callId: string) => done.has(callId), handled: (callId: string) => done.add(callId) },
    );
  await expect(once()).rejects.toThrow();
  expect([await once(), await once()]).toEqual([RECEIVED, RECEIVED]);
  expect([calls, [...done]]).toEqual([2, [bodyOf("userLogin").callId]]);
});

test("what a handler throws comes through, so that the service sends again", async () => {
  const failing = handle(bodyOf("userLogin"), {
    userLogin() {
      throw new Error("the database is down");
    },
  });
  await expect(failing).rejects.toThrow("the database is down");
});

describe("a request that is not to be trusted", () => {
  test.each([
    [{ ...bodyOf("userLogin"), security: "0" }, 401],
    [{ hello: "world" }, 400],
  ])("calls no handler, and is told of: %#", async (body, status) => {
    const [unknown, userLogin, refused] = [vi.fn(), vi.fn(), vi.fn()];
    const response = await handle(body, { unknown, userLogin }, { refused });
    expect(response.status).toBe(status);
    expect([unknown.mock.calls, userLogin.mock.calls]).toEqual([[], []]);
    expect(refused).toHaveBeenCalledWith(expect.objectContaining({ name: "CallbackError", status }));
  });

  test("but a missing secret is a fault of the program", async () => {
    await expect(handle(bodyOf("userLogin"), {}, { secret: "" })).rejects.toBeInstanceOf(TypeError);
  });
});

describe("a question", () => {
  const question = bodyOf("preDeliveryMessage");

  test("gets the verdict of its handler, even when it comes again", async () => {
    const handlers: CallbackHandlers = { preDeliveryMessage: async () => ({ valid: false, code: "no" }) };
    const response = await handle(question, handlers, { seen: () => true });
    expect(response).toEqual({
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"valid":false,"code":"no"}',
    });
    expect(await new Response(response.body, response).json()).toEqual({ valid: false, code: "no" });
  });

  test("without a handler leaves the verdict to its rule", async () => {
    expect(await handle(question, {})).toEqual(RECEIVED);
  });

  test("gets no reply that is longer than the service takes", () => {
    const event = { name: "preDeliveryMessage" } as KnownCallback<"preDeliveryMessage">;
    const verdict = (length: number) =>
      ({ valid: false, code: "x".repeat(length - '{"valid":false,"code":""}'.length) }) as const;
    expect(reply(event, verdict(1000)).body).toHaveLength(1000);
    expect(() => reply(event, verdict(1001))).toThrow("the reply has 1001 characters, more than 1000");
  });
});
