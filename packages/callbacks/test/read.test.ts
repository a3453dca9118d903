import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { webhookFor } from "@agora-chat-openapi/description";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CallbackError, type CallbackRequest, readCallback, signCallback } from "../src/index.ts";
import { bodyOf, examples, SECRET, webhooks } from "./examples.ts";
import { vectors } from "./vectors.ts";

afterEach(() => vi.useRealTimers());

const post = (body: BodyInit) => new Request("http://localhost/callbacks", { method: "POST", body });
const codeOf = async (request: CallbackRequest, options = {}) => {
  const error = await readCallback(request, { secret: SECRET, ...options }).catch((error: unknown) => error);
  if (!(error instanceof CallbackError)) return error;
  return error.code;
};

describe("every example of the description", () => {
  test.each(examples.map(({ name, example, body }) => [name, example, body] as const))(
    "%s, %s",
    async (name, _, body) => {
      const event = await readCallback(post(JSON.stringify(body)), { secret: SECRET });
      expect(event).toEqual({ name, callId: body.callId, timestamp: body.timestamp, repeated: false, body });
    },
  );

  test("is there for each callback", () => {
    expect(new Set(examples.map(({ name }) => name))).toEqual(new Set(webhooks.map(({ id }) => id)));
  });
});

describe("a request", () => {
  const body = bodyOf("messageSent");
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  test.each<[string, CallbackRequest]>([
    ["of Fetch", post(text)],
    ["of Fetch with a stream", post(bytes)],
    ["with text", { body: text }],
    ["with bytes", { body: Buffer.from(text) }],
    ["with parsed JSON", { body }],
    ["that is a stream in small parts", Readable.from([...bytes].map((byte) => Uint8Array.of(byte)))],
    ["that is a stream of text", Readable.from([text.slice(0, 100), text.slice(100)])],
  ])("%s", async (_, request) => {
    expect((await readCallback(request, { secret: SECRET })).body).toEqual(body);
  });

  test("may have characters that parts of a stream cut in two", async () => {
    const signed = signCallback(
      { ...body, payload: { bodies: [{ type: "txt", msg: "👟 läuft" }] } },
      { secret: SECRET },
    );
    const parts = [...new TextEncoder().encode(JSON.stringify(signed))].map((byte) => Uint8Array.of(byte));
    expect((await readCallback(Readable.from(parts), { secret: SECRET })).body).toEqual(signed);
  });

  test.each<[string, CallbackRequest, string]>([
    ["without a body", new Request("http://localhost/", { method: "POST" }), "not_json"],
    ["of a stream that is empty", Readable.from([]), "not_json"],
    ["that is not JSON", post("callId=1"), "not_json"],
    ["that is null", post("null"), "not_signed"],
    ["that is a list", post("[]"), "not_signed"],
    ["that is a number", post("1"), "not_signed"],
    ["without an id", post(JSON.stringify({ ...body, callId: undefined })), "not_signed"],
    ["without a time", post(JSON.stringify({ ...body, timestamp: undefined })), "not_signed"],
    ["with a time that is none", post(JSON.stringify({ ...body, timestamp: "yesterday" })), "not_signed"],
    ["without a signature", post(JSON.stringify({ ...body, security: undefined })), "not_signed"],
    ["with a signature that is a number", post(JSON.stringify({ ...body, security: 7 })), "not_signed"],
    ["with an empty signature", post(JSON.stringify({ ...body, security: "" })), "wrong_signature"],
    ["with another id", post(JSON.stringify({ ...body, callId: `${body.callId}0` })), "wrong_signature"],
    ["with another time", post(JSON.stringify({ ...body, timestamp: body.timestamp + 1 })), "wrong_signature"],
    ["with a longer signature", post(JSON.stringify({ ...body, security: `${body.security}0` })), "wrong_signature"],
  ])("%s is refused", async (_, request, code) => {
    expect(await codeOf(request)).toBe(code);
  });

  test("that is longer than the limit is refused without being read to its end", async () => {
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read++;
        yield new Uint8Array(1000);
      }
    };
    expect(await codeOf(endless(), { maxBytes: 5000 })).toBe("too_large");
    expect(read).toBe(6);
    expect(await codeOf(post("x".repeat(1_000_001)))).toBe("too_large");
  });
});

describe("a signature", () => {
  test.each(vectors)("made by $by is right", async ({ by: _, secret, ...body }) => {
    await expect(readCallback({ body }, { secret })).resolves.toMatchObject({ name: "unknown" });
    expect(signCallback({ callId: body.callId, timestamp: body.timestamp }, { secret })).toEqual(body);
  });

  test("made with another secret is wrong", async () => {
    expect(await codeOf({ body: bodyOf("messageSent") }, { secret: "another" })).toBe("wrong_signature");
  });

  test.each(
    bodyOf("messageSent")
      .security.split("")
      .map((digit, index) => [index, digit]),
  )("that differs in digit %i is wrong", async (index, digit) => {
    const body = bodyOf("messageSent");
    const other = digit === "0" ? "1" : "0";
    const security = body.security.slice(0, index as number) + other + body.security.slice((index as number) + 1);
    expect(await codeOf({ body: { ...body, security } })).toBe("wrong_signature");
  });

  test("may be made with any of several secrets", async () => {
    const secret = ["old", SECRET];
    await expect(readCallback({ body: bodyOf("userLogin") }, { secret })).resolves.toMatchObject({ name: "userLogin" });
  });

  test.each([[""], [[]], [["a", ""]], [undefined]])("is not looked at without a secret: %j", async (secret) => {
    const request = readCallback({ body: bodyOf("userLogin") }, { secret: secret as string });
    await expect(request).rejects.toThrow(/^`secret` must be the secret of the callback rule/);
  });

  test("covers no other field, as the documentation says", async () => {
    const forged = { ...bodyOf("messageSent"), from: "mallory" };
    await expect(readCallback({ body: forged }, { secret: SECRET })).resolves.toMatchObject({ body: forged });
  });

  test("of a time that is text is made of the text", async () => {
    const body = { callId: "c", timestamp: "0017", security: createHash("md5").update("cs0017").digest("hex") };
    await expect(readCallback({ body }, { secret: "s" })).resolves.toMatchObject({ timestamp: 17 });
  });

  test("cannot be stretched: a time with anything behind it is none", async () => {
    expect(await codeOf({ body: { ...bodyOf("userLogin"), timestamp: "1772442060000\u0080" } })).toBe("not_signed");
  });

  test("and its secret are in no error", async () => {
    const error = await readCallback({ body: bodyOf("userLogin") }, { secret: "hush" }).catch((error: Error) => error);
    expect(JSON.stringify(error) + (error as Error).stack).not.toMatch(/hush|69cb4a10.*[0-9a-f]{32}/);
  });
});

describe("age", () => {
  const body = bodyOf("messageSent");

  test("does not matter by default", async () => {
    vi.useFakeTimers({ now: body.timestamp + 3 * 86_400_000 });
    await expect(readCallback({ body }, { secret: SECRET })).resolves.toMatchObject({ name: "messageSent" });
  });

  test("is held to the limit on demand", async () => {
    vi.useFakeTimers({ now: body.timestamp + 1000 });
    expect(await codeOf({ body }, { maxAgeMs: 999 })).toBe("too_old");
    expect(await codeOf({ body }, { maxAgeMs: 1000 })).toMatchObject({ name: "messageSent" });
    expect(await codeOf({ body }, { maxAgeMs: 0 })).toBe("too_old");
  });
});

describe("a repeat", () => {
  test("is marked by what the caller remembers", async () => {
    const remembered = new Set<string>();
    const options = {
      secret: SECRET,
      seen: async (callId: string) => remembered.has(callId) || !remembered.add(callId),
    };
    const read = async () => (await readCallback({ body: bodyOf("userLogin") }, options)).repeated;
    expect([await read(), await read()]).toEqual([false, true]);
  });

  test("is not asked for before the signature is known to be right", async () => {
    const seen = vi.fn(() => true);
    await codeOf({ body: { ...bodyOf("userLogin"), security: "0" } }, { seen });
    expect(seen).not.toHaveBeenCalled();
  });
});

describe("a callback that is not documented", () => {
  const base = { from: "ada", to: "ben", eventType: "chat", payload: {} };
  test.each([
    [{ ...base, chat_type: "hologram" }],
    [{ ...base, chat_type: "muc", payload: { operation: "levitate" } }],
    [{ ...base, chat_type: "muc", payload: { operation: "constructor" } }],
    [{ ...base, chat_type: "muc", payload: null }],
    [{ ...base, chat_type: "muc" }],
    [{ ...base, chat_type: ["chat"] }],
    [{ eventType: "__proto__" }],
    [{ eventType: "whisper", chat_type: "chat", from: "ada", to: "ben" }],
    [{ status: "online", reason: "boredom" }],
    [{}],
  ])("comes through as unknown: %j", async (fields) => {
    const body = signCallback(fields, { secret: SECRET });
    const event = await readCallback({ body }, { secret: SECRET });
    expect([event.name, event.body]).toEqual(["unknown", body]);
    expect(webhookFor(webhooks, body)).toBeUndefined();
  });
});

test("a signed callback has an id and a time, its own where it has them", () => {
  const fresh = signCallback({ chat_type: "muc" }, { secret: SECRET });
  expect(Math.abs(Date.now() - fresh.timestamp)).toBeLessThan(60_000);
  expect(fresh.callId).not.toBe(signCallback({}, { secret: SECRET }).callId);
  expect(signCallback(bodyOf("userLogin"), { secret: SECRET })).toEqual(bodyOf("userLogin"));
});
