import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failure, respond, startService, success } from "./server.ts";

const good = () => startService((_, response) => respond(response, 200, success));

describe("a token from a function", () => {
  test("is asked for once by a hundred concurrent calls", async () => {
    const service = await good();
    let asked = 0;
    const client = service.client({
      token: async () => {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return "fresh";
      },
    });
    await Promise.all(Array.from({ length: 100 }, () => client.listChatgroups()));
    expect(asked).toBe(1);
    expect(new Set(service.tokens)).toEqual(new Set(["Bearer fresh"]));
  });

  describe.each([
    ["a day", 86_400_000, 120_000],
    ["an hour", 3_600_000, 120_000],
    ["two minutes", 120_000, 12_000],
    ["ten seconds", 10_000, 1000],
  ])("that lives for %s", (_, life, margin) => {
    beforeEach(() => {
      vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ["Date"] });
    });
    afterEach(() => vi.useRealTimers());

    test("is kept until shortly before its end, then renewed beside", async () => {
      const service = await good();
      let asked = 0;
      const client = service.client({ token: () => ({ token: `t${++asked}`, expiresAt: Date.now() + life }) });
      await client.listChatgroups();
      vi.setSystemTime(Date.now() + life - margin - 1);
      await client.listChatgroups();
      expect(asked).toBe(1);
      vi.setSystemTime(Date.now() + 2);
      await client.listChatgroups();
      await client.listChatgroups();
      expect(asked).toBe(2);
      expect(service.tokens).toEqual(["t1", "t1", "t1", "t2"].map((token) => `Bearer ${token}`));
    });

    test("serves to its end while the source is down, and is then the error", async () => {
      const service = await good();
      let asked = 0;
      const token = () => {
        if (++asked > 1) throw new Error("vault is sealed");
        return { token: "t1", expiresAt: Date.now() + life };
      };
      const client = service.client({ token });
      await client.listChatgroups();
      vi.setSystemTime(Date.now() + life - 500);
      for (let call = 0; call < 5; call++) await client.listChatgroups();
      // A source that failed is left alone for a second.
      expect(asked).toBe(2);
      vi.setSystemTime(Date.now() + 501);
      const { error } = await client.listChatgroups.safe();
      expect(error).toMatchObject({
        name: "ChatTokenError",
        operationId: "listChatgroups",
        message: "listChatgroups: no token (vault is sealed)",
        cause: { message: "vault is sealed" },
        attempts: 0,
      });
    });
  });

  test("that a source never comes up with holds up neither signal nor deadline, nor the client for good", async () => {
    const service = await good();
    let asked = 0;
    const token = () => (++asked > 1 ? "t" : new Promise<string>(() => {}));
    const client = service.client({ token, timeoutMs: 150 });
    const [byDeadline, bySignal, byTime] = await Promise.all([
      client.listChatgroups.safe({ deadlineMs: 30 }),
      client.listChatgroups.safe({ signal: AbortSignal.timeout(30) }),
      client.listChatgroups.safe(),
    ]);
    expect(byDeadline.error).toMatchObject({ name: "ChatTimeoutError", option: "deadlineMs" });
    expect(bySignal.error?.name).toBe("ChatAbortError");
    expect(byTime.error).toMatchObject({
      name: "ChatTokenError",
      cause: { name: "ChatTimeoutError", message: "the token source: timed out: timeoutMs is 150" },
    });
    expect(asked).toBe(1);
    expect(await client.listChatgroups()).toEqual(success);
  });

  test("that the service refuses is renewed, once", async () => {
    let asked = 0;
    const service = await startService((request, response) =>
      request.headers.authorization === "Bearer t2"
        ? respond(response, 200, success)
        : respond(response, 401, failure("unauthorized")),
    );
    const client = service.client({ token: () => `t${++asked}` });
    expect(await client.listChatgroups()).toEqual(success);
    expect(service.tokens).toEqual(["Bearer t1", "Bearer t2"]);
    await client.listChatgroups();
    expect(asked).toBe(2);
  });

  test("is not asked for a third time by one call", async () => {
    const service = await startService((_, response) => respond(response, 401, failure("unauthorized")));
    let asked = 0;
    await expect(service.client({ token: () => `t${++asked}` }).listChatgroups()).rejects.toMatchObject({
      status: 401,
      attempts: 2,
    });
  });

  test("that fails is asked again by the next call", async () => {
    const service = await good();
    let asked = 0;
    const client = service.client({
      token: () => {
        if (++asked === 1) throw new Error("vault is sealed");
        return "t";
      },
    });
    await expect(client.listChatgroups()).rejects.toMatchObject({
      name: "ChatTokenError",
      cause: { message: "vault is sealed" },
    });
    expect(await client.listChatgroups()).toEqual(success);
  });
});

test.each([null, undefined, 7, [], {}, ""])(
  "a token of a source that returns %j is an error that names the token",
  async (nothing) => {
    const service = await good();
    await expect(service.client({ token: () => nothing as never }).listChatgroups()).rejects.toMatchObject({
      name: "ChatTokenError",
      cause: { message: 'bad "token": empty or malformed' },
    });
  },
);

test("a fixed token that is refused is not sent twice", async () => {
  const service = await startService((_, response) => respond(response, 401, failure("unauthorized")));
  await expect(service.client().listChatgroups()).rejects.toMatchObject({ attempts: 1 });
});
