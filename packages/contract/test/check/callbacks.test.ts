// Callbacks, and what receivers respond to them, held to the description.
import { signCallback } from "@agora-chat-openapi/callbacks";
import { readDescription, webhooksOf } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";
import { describe, expect, test } from "vitest";
import { createChecker, RULES } from "../../src/index.ts";

const SECRET = "ExampleRuleSecret";
const description = readDescription();
const checker = createChecker({ description, callbackSecrets: [SECRET] });
const examples = webhooksOf(description).flatMap((webhook) =>
  [...exampleRequests(webhook)].map(([name, { body }]) => [webhook.id, name, body as Record<string, unknown>] as const),
);
const bodyOf = (id: string) => examples.find(([name]) => name === id)?.[2] ?? {};

const post = (body: unknown) => ({
  method: "POST",
  url: "https://example.com/callbacks",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const OK = { status: 200, headers: {}, body: "" };
const VERDICT = { status: 200, headers: { "content-type": "application/json" }, body: '{"valid":true}' };
const check = (body: unknown, response = OK) =>
  checker
    .checkCallback(post(body), response, "callback 1")
    .map(({ severity, operationId, rule, pointer }) => `${severity} ${operationId}: ${rule} ${pointer}`.trim());

test.each(examples)("%s, %s, is named and as described", (name, _, body) => {
  expect(checker.callbackOf(post(body))).toBe(name);
  expect(check(body, name === "preDeliveryMessage" ? VERDICT : OK)).toEqual([]);
});

describe("what differs is found", () => {
  test("in the body, where the description says so", () => {
    const [finding] = checker.checkCallback(post({ ...bodyOf("messageSent"), msg_id: 7, mood: "good" }), OK);
    expect(finding).toMatchObject({ operationId: "messageSent", rule: "request/body/type", pointer: "/msg_id" });
    expect(finding?.description.file).toBe("webhooks/messages.yaml");
    expect(check({ ...bodyOf("messageSent"), mood: "good" })).toEqual([
      "undocumented messageSent: request/body/undocumented-property /mood",
    ]);
  });

  test("in the signature, when its secret is known", () => {
    const forged = { ...bodyOf("userLogin"), timestamp: 1 };
    expect(check(forged)).toEqual(["error userLogin: callback/signature /security"]);
    const unaware = createChecker({ description });
    expect(unaware.checkCallback(post(forged), OK)).toEqual([]);
    // What a recorder has removed cannot be wrong.
    expect(check({ ...forged, security: "[removed]" })).toEqual([]);
  });

  test("in what the receiver responds", () => {
    expect(check(bodyOf("userLogin"), { ...OK, status: 500 })).toEqual(["error userLogin: callback/response"]);
    expect(check(bodyOf("userLogin"), { ...OK, body: "thanks" })).toEqual([]);
    expect(check(bodyOf("preDeliveryMessage"))).toEqual(["error preDeliveryMessage: response/body/empty"]);
    const maybe = { ...VERDICT, body: '{"valid":"maybe"}' };
    expect(check(bodyOf("preDeliveryMessage"), maybe)).toHaveLength(1);
  });

  test("in being there at all", () => {
    const body = signCallback({ chat_type: "muc", payload: { operation: "levitate" } }, { secret: SECRET });
    expect(checker.callbackOf(post(body))).toBe("unknown callback");
    const [finding] = checker.checkCallback(post(body), OK);
    expect(finding).toMatchObject({
      severity: "undocumented",
      rule: "callback/undocumented",
      message: 'expected a described callback, got one with chat_type "muc", operation "levitate"',
    });
    expect(Object.keys(RULES)).toContain("callback/undocumented");
  });
});

test.each([
  ["another method", { ...post(bodyOf("userLogin")), method: "PUT" }],
  ["a body that is not JSON", { ...post(""), body: '"callId" "security"' }],
  ["a body that was not kept", { ...post(""), body: undefined }],
  ["no signature", post({ callId: "1", timestamp: 1 })],
  ["a list", post([bodyOf("userLogin")])],
])("a request with %s is not a callback", (_, request) => {
  expect(checker.callbackOf(request)).toBeUndefined();
  expect(() => checker.checkCallback(request, OK)).toThrow(TypeError);
});

test("no finding shows the signature or the secret", () => {
  const body = { ...bodyOf("messageSent"), from: 1, note: bodyOf("messageSent")["security"], hint: SECRET };
  const found = JSON.stringify(checker.checkCallback(post(body), OK));
  expect(found).toContain("[removed]");
  expect(found).not.toContain(bodyOf("messageSent")["security"]);
  expect(found).not.toContain(SECRET);
});
