import { inflateSync } from "node:zlib";
import agoraToken from "agora-token";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildAccessToken, type TokenContent } from "../src/access-token.ts";
import { ChatApiError, ChatTokenError } from "../src/index.ts";
import { appTokens, buildAppToken, buildUserToken, endpointTokens } from "../src/token-builder.ts";
import { errorOf, json, startSequence } from "./hostile.ts";
import { failure, respond, startService, success, TENANT } from "./server.ts";

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
  const signed = (given: Omit<TokenContent, "appId" | "appCertificate">) =>
    content(buildAccessToken({ ...example, ...given })).toString("hex");

  test("for an app are signed as the vector says", () => {
    expect(
      signed({ privilege: "app", username: "", validitySeconds: 3600, issuedAt: 1_735_689_600, salt: 12_345_678 }),
    ).toBe(
      "200087ad62a29abf1ac2e9980fdc6720a77d16da7ac295faa3195fe5211166912f7c2000303132333435363738396162636465663031323334353637383961626364656680857467100e00004e61bc000100050001000200100e00000000",
    );
  });

  test("for a user are signed as the vector says", () => {
    expect(
      signed({
        privilege: "user",
        username: "user1",
        validitySeconds: 86_400,
        issuedAt: 1_767_225_600,
        salt: 99_999_999,
      }),
    ).toBe(
      "2000eb234c94e94b49313bdd7fa20e6e19f2ffa0a56574906357465178f0063c43462000303132333435363738396162636465663031323334353637383961626364656600b9556980510100ffe0f50501000500010001008051010005007573657231",
    );
  });

  test("are new before the old one expires", async () => {
    const service = await startService((_, response) => respond(response, 200, success));
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
    for (const validitySeconds of [0, -1, 1.5, Number.NaN, 2 ** 32]) {
      expect(() => buildAppToken({ ...credentials, validitySeconds })).toThrow(/^"validitySeconds" is a whole number/);
    }
  });

  test("are what the vendor's package builds", () => {
    const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF"), minLength: 32, maxLength: 32 });
    const seconds = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(
        hex,
        hex,
        seconds,
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 }),
        fc.boolean(),
        (appId, appCertificate, validitySeconds, username, isApp) => {
          const { ChatTokenBuilder } = agoraToken;
          const theirs = isApp
            ? ChatTokenBuilder.buildAppToken(appId, appCertificate, validitySeconds)
            : ChatTokenBuilder.buildUserToken(appId, appCertificate, username, validitySeconds);
          const bytes = content(theirs);
          const [issuedAt, salt] = [bytes.readUInt32LE(68), bytes.readUInt32LE(76)];
          const privilege = isApp ? ("app" as const) : ("user" as const);
          const ours = buildAccessToken({
            ...{ appId, appCertificate, validitySeconds, issuedAt, salt },
            ...{ privilege, username: isApp ? "" : username },
          });
          expect(content(ours).equals(bytes)).toBe(true);
        },
      ),
    );
  });

  test("differ each time", () => {
    expect(buildAppToken(credentials)).not.toBe(buildAppToken(credentials));
  });
});

describe("tokens from the endpoint", () => {
  const grant = { grant_type: "client_credentials" as const, client_id: "id", client_secret: "canary" };

  test("are fetched without a token, used, and kept until they expire", async () => {
    const service = await startService((request, response) =>
      request.url?.endsWith("/token")
        ? respond(response, 200, { access_token: "YWMt", expires_in: 3600 })
        : respond(response, 200, success),
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
        ? respond(response, 200, { access_token: "YWMt", expire_timestamp: Date.now() + 60_000 })
        : respond(response, 200, success),
    );
    const token = endpointTokens({ baseUrl: service.url, ...TENANT, grant: { grant_type: "agora" }, token: "007x" });
    const client = service.client({ token });
    await client.listChatgroups();
    await client.listChatgroups();
    expect(service.tokens).toEqual(["Bearer 007x", "Bearer YWMt", "Bearer YWMt"]);
  });

  test("that are refused fail the call with the service's error", async () => {
    const service = await startService((_, response) => respond(response, 400, failure("invalid_grant")));
    const client = service.client({ token: endpointTokens({ baseUrl: service.url, ...TENANT, grant }) });
    const error = await errorOf(client);
    expect(error).toBeInstanceOf(ChatTokenError);
    expect(error.cause).toBeInstanceOf(ChatApiError);
    expect(error).toMatchObject({
      operationId: "listChatgroups",
      message: "listChatgroups: no token (createToken: 400 invalid_grant in words)",
      cause: { operationId: "createToken", code: "invalid_grant" },
    });
    expect(JSON.stringify(error) + String(error) + JSON.stringify(error.cause)).not.toContain("canary");
  });

  test("are asked for again after a 503", async () => {
    const service = await startSequence(
      json(503, failure("x")),
      json(200, { access_token: "YWMt", expires_in: 3600 }),
      json(200, success),
    );
    const client = service.client({ token: endpointTokens({ baseUrl: service.url, ...TENANT, grant }) });
    await client.listChatgroups();
    expect(service.requests).toEqual(["POST /token", "POST /token", "GET /chatgroups"]);
  });

  test("come from the App ID, too", async () => {
    const service = await startSequence(json(200, { access_token: "YWMt", expires_in: 0 }), json(200, success));
    const token = endpointTokens({ baseUrl: service.url, appId: "a1", grant });
    await service.client({ token }).listChatgroups();
    expect(service.requests[0]).toBe("POST /app-id/a1/token");
  });
});
