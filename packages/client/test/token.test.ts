import { inflateSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { ChatApiError } from "../src/index.ts";
import { appTokens, buildAppToken, buildUserToken, endpointTokens } from "../src/token-builder.ts";
import { answer, failure, startService, success, TENANT } from "./server.ts";

const good = () => startService((_, response) => answer(response, 200, success));

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

  test.each([
    ["kept while it is good", 121_000, 1],
    ["renewed 120 s before it expires", 119_000, 3],
  ])("is %s", async (_, life, times) => {
    const service = await good();
    let asked = 0;
    const client = service.client({ token: () => ({ token: `t${++asked}`, expiresAt: Date.now() + life }) });
    for (let call = 0; call < 3; call++) await client.listChatgroups();
    expect(asked).toBe(times);
  });

  test("that the service refuses is renewed, once", async () => {
    let asked = 0;
    const service = await startService((request, response) =>
      request.headers.authorization === "Bearer t2"
        ? answer(response, 200, success)
        : answer(response, 401, failure("unauthorized")),
    );
    const client = service.client({ token: () => `t${++asked}` });
    expect(await client.listChatgroups()).toEqual(success);
    expect(service.tokens).toEqual(["Bearer t1", "Bearer t2"]);
    await client.listChatgroups();
    expect(asked).toBe(2);
  });

  test("is not asked for a third time by one call", async () => {
    const service = await startService((_, response) => answer(response, 401, failure("unauthorized")));
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
    await expect(client.listChatgroups()).rejects.toThrow("vault is sealed");
    expect(await client.listChatgroups()).toEqual(success);
  });
});

test("a fixed token that is refused is not sent twice", async () => {
  const service = await startService((_, response) => answer(response, 401, failure("unauthorized")));
  await expect(service.client().listChatgroups()).rejects.toMatchObject({ attempts: 1 });
});

// AccessToken2: "007", then base64 of a zlib stream that ends with the signed part.
describe("tokens built from App ID and certificate", () => {
  const credentials = { appId: "970CA35de60c44645bbae8a215061b33", appCertificate: "5CFd2fd1755d40ecb72977518be15d3b" };
  const content = (token: string) => inflateSync(Buffer.from(token.slice(3), "base64"));

  test("for an app hold the app privilege and no user", () => {
    const token = buildAppToken({ ...credentials, validitySeconds: 600 });
    expect(token).toMatch(/^007/);
    const bytes = content(token);
    expect(bytes.length).toBe(94);
    expect(bytes.subarray(36, 68).toString()).toBe(credentials.appId);
    expect(bytes.readUInt32LE(72)).toBe(600);
    expect([bytes.readUInt16LE(80), bytes.readUInt16LE(82), bytes.readUInt16LE(86), bytes.readUInt32LE(88)]).toEqual([
      1, 5, 2, 600,
    ]);
  });

  test("for a user hold the user privilege and the name", () => {
    const bytes = content(buildUserToken("ada", { ...credentials, validitySeconds: 60 }));
    expect([bytes.readUInt16LE(82), bytes.readUInt16LE(86)]).toEqual([5, 1]);
    expect(bytes.subarray(94).toString()).toBe("ada");
  });

  // Independent vectors: what such a token holds when time and salt are given.
  const example = { appId: "0123456789abcdef0123456789abcdef", appCertificate: "fedcba9876543210fedcba9876543210" };
  const signed = (seconds: number, salt: number, build: () => string) => {
    vi.useFakeTimers({ now: seconds * 1000, toFake: ["Date"] });
    vi.spyOn(Math, "random").mockReturnValue((salt - 0.5) / 99_999_999);
    const token = build();
    vi.useRealTimers();
    vi.restoreAllMocks();
    return content(token).toString("hex");
  };

  test("for an app are signed as the vector says", () => {
    expect(signed(1_735_689_600, 12_345_678, () => buildAppToken({ ...example, validitySeconds: 3600 }))).toBe(
      "200087ad62a29abf1ac2e9980fdc6720a77d16da7ac295faa3195fe5211166912f7c2000303132333435363738396162636465663031323334353637383961626364656680857467100e00004e61bc000100050001000200100e00000000",
    );
  });

  test("for a user are signed as the vector says", () => {
    expect(
      signed(1_767_225_600, 99_999_999, () => buildUserToken("user1", { ...example, validitySeconds: 86_400 })),
    ).toBe(
      "2000eb234c94e94b49313bdd7fa20e6e19f2ffa0a56574906357465178f0063c43462000303132333435363738396162636465663031323334353637383961626364656600b9556980510100ffe0f50501000500010001008051010005007573657231",
    );
  });

  test("are new before the old one expires", async () => {
    const service = await good();
    const client = service.client({ token: appTokens({ ...credentials, validitySeconds: 3600 }) });
    await client.listChatgroups();
    await client.listChatgroups();
    expect(service.tokens[0]).toMatch(/^Bearer 007/);
    expect(service.tokens[1]).toBe(service.tokens[0]);
  });

  test("are refused without quoting a credential that is malformed", () => {
    expect(() => buildAppToken({ ...credentials, appCertificate: "canary" })).toThrow(
      /^"appCertificate" is not 32 hex/,
    );
    expect(() => buildAppToken({ ...credentials, appCertificate: "canary" })).not.toThrow(/canary/);
    expect(() => appTokens({ ...credentials, appId: "" })).toThrow(/appId/);
    expect(() => buildUserToken("", credentials)).toThrow(/username/);
  });
});

describe("tokens from the endpoint", () => {
  const grant = { grant_type: "client_credentials" as const, client_id: "id", client_secret: "canary" };

  test("are fetched without a token, used, and kept until they expire", async () => {
    const service = await startService((request, response) =>
      request.url?.endsWith("/token")
        ? answer(response, 200, { access_token: "YWMt", expires_in: 3600 })
        : answer(response, 200, success),
    );
    const client = service.client({ token: endpointTokens({ baseUrl: service.url, ...TENANT, grant }) });
    await client.listChatgroups();
    await client.listChatgroups();
    expect(service.requests).toEqual(["POST /token", "GET /chatgroups", "GET /chatgroups"]);
    expect(service.tokens).toEqual([undefined, "Bearer YWMt", "Bearer YWMt"]);
  });

  test("by exchange send the token to exchange", async () => {
    const service = await startService((request, response) =>
      request.url?.endsWith("/token")
        ? answer(response, 200, { access_token: "YWMt", expire_timestamp: Date.now() + 60_000 })
        : answer(response, 200, success),
    );
    const token = endpointTokens({ baseUrl: service.url, ...TENANT, grant: { grant_type: "agora" }, token: "007x" });
    const client = service.client({ token });
    await client.listChatgroups();
    await client.listChatgroups();
    // Expires within the margin, so it is fetched again.
    expect(service.tokens).toEqual(["Bearer 007x", "Bearer YWMt", "Bearer 007x", "Bearer YWMt"]);
  });

  test("that are refused fail the call with the service's error", async () => {
    const service = await startService((_, response) => answer(response, 400, failure("invalid_grant")));
    const client = service.client({ token: endpointTokens({ baseUrl: service.url, ...TENANT, grant }) });
    const error = await client.listChatgroups().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChatApiError);
    expect(error).toMatchObject({ operationId: "createToken", code: "invalid_grant" });
    expect(JSON.stringify(error) + String(error)).not.toContain("canary");
  });
});
