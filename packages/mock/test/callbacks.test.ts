// Callbacks that the mock sends, and a real receiver that reads them.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Callback, type CallbackHandlers, handleCallback } from "@agora-chat-openapi/callbacks";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sendCallback } from "../src/index.ts";
import { errorOf, json, runningMock } from "./running-mock.ts";

const mock = runningMock();
const SECRET = "s3cret";
/** The receiver may share its machine with others. */
const PATIENCE = 60_000;
const at = (name: string) => `/_mock/callbacks/${name}`;

const received: Callback[] = [];
const note = (event: Callback) => received.push(event);
let handlers: CallbackHandlers = {};
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { status, headers, body } = await handleCallback(request, { secret: SECRET, maxAgeMs: PATIENCE, handlers });
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`;
});
afterAll(() => {
  server.close();
});
afterEach(() => {
  received.length = 0;
  handlers = {};
});

const post = (name: string, options: object) => mock.call("POST", at(name), json(JSON.stringify(options)));
interface Listed {
  callbacks: { name: string; delivery: string; examples: string[] }[];
}
const list = async () => ((await (await mock.call("GET", "/_mock/callbacks")).json()) as Listed).callbacks;

test("each callback arrives signed, new each time", async () => {
  const callbacks = await list();
  expect(callbacks).toContainEqual(expect.objectContaining({ name: "messageSent", delivery: "after" }));
  handlers = Object.fromEntries(callbacks.map(({ name }) => [name, name === "preDeliveryMessage" ? undefined : note]));
  handlers.preDeliveryMessage = (event) => ({ valid: note(event) > 0 });
  for (const { name } of callbacks) {
    const response = await post(name, { url, secret: SECRET, timeoutMs: PATIENCE });
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ accepted: true })]);
  }
  expect(received.map(({ name }) => name)).toEqual(callbacks.map(({ name }) => name));
  expect(new Set(received.map(({ callId }) => callId)).size).toBe(callbacks.length);
});

test("any of its examples is sent, with fields of the caller's", async () => {
  handlers = { messageSent: note };
  const sent = await sendCallback("messageSent", {
    url,
    secret: SECRET,
    example: "image",
    fields: { from: "june", callId: "41117440#383391_1" },
  });
  expect(sent).toMatchObject({ accepted: true, response: { status: 200, body: "" } });
  expect(received).toMatchObject([
    { callId: "41117440#383391_1", body: { from: "june", payload: { bodies: [{ type: "img" }] } } },
  ]);
  expect(received[0]?.body).toEqual(sent.body);
});

describe("what comes back is judged", () => {
  test("by its status", async () => {
    const sent = await sendCallback("messageSent", { url, secret: "another" });
    expect(sent).toMatchObject({ accepted: false, problems: ["expected status 200, got 401"] });
  });

  test("by its body where a verdict was asked for", async () => {
    expect(await sendCallback("preDeliveryMessage", { url, secret: SECRET, timeoutMs: PATIENCE })).toMatchObject({
      accepted: false,
      problems: ["expected a body, which is empty"],
    });
    handlers = { preDeliveryMessage: () => ({ valid: "yes" }) as never };
    const { accepted, problems } = await sendCallback("preDeliveryMessage", {
      url,
      secret: SECRET,
      timeoutMs: PATIENCE,
    });
    expect([accepted, problems.length]).toEqual([false, 1]);
  });

  test("by its time, and by being there at all", async () => {
    handlers = { preDeliveryMessage: () => new Promise((resolve) => setTimeout(resolve, 10_000, { valid: true })) };
    const slow = sendCallback("preDeliveryMessage", { url, secret: SECRET });
    await expect(slow).rejects.toThrow(`${new URL(url).origin} did not respond: not within 200 ms`);
    const nobody = { url: "http://127.0.0.1:9/callbacks", secret: SECRET };
    expect(await errorOf(post("userLogin", nobody))).toEqual([
      502,
      "illegal_argument",
      expect.stringContaining("http://127.0.0.1:9 did not respond: "),
    ]);
  });
});

test.each([
  ["nothing", "userLogin", "", 400, "expected JSON such as"],
  ["a list", "userLogin", "[]", 400, "expected JSON such as"],
  ["no URL", "userLogin", '{"secret":"s"}', 400, 'expected "url" to be the URL of your receiver'],
  ["what is no URL", "userLogin", '{"secret":"s","url":"localhost"}', 400, '"localhost" is not a URL to post to'],
  ["a URL of a file", "userLogin", '{"secret":"s","url":"file:///etc/passwd"}', 400, "is not a URL to post to"],
  ["no secret", "userLogin", '{"url":"http://localhost"}', 400, 'expected "secret" to be the secret'],
  ["an empty secret", "userLogin", '{"url":"http://localhost","secret":""}', 400, 'expected "secret"'],
  ["a time that is none", "userLogin", '{"url":"http://localhost","secret":"s","timeoutMs":0}', 400, '"timeoutMs"'],
  ["an unknown option", "userLogin", '{"url":"http://localhost","secret":"s","to":"ben"}', 400, 'there is no "to"'],
  [
    "an unknown example",
    "userLogin",
    '{"url":"http://localhost","secret":"s","example":"x"}',
    400,
    'no example "x", but event',
  ],
  ["an unknown callback", "userSneezed", '{"url":"http://localhost","secret":"s"}', 404, 'no callback "userSneezed"'],
])("a call with %s is told what would be right", async (_, name, body, status, message) => {
  expect(await errorOf(mock.call("POST", at(name), json(body)))).toEqual([
    status,
    expect.any(String),
    expect.stringContaining(message),
  ]);
});

test("other paths below /_mock are named as what they are not", async () => {
  expect(await errorOf(mock.call("GET", "/_mock/clock"))).toMatchObject({
    0: 404,
    2: expect.stringContaining("POST /_mock/callbacks/{name}"),
  });
});
