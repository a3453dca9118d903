// Canaries: secrets planted wherever one can stand, and looked for in everything that comes out.
import { describe, expect, test } from "vitest";
import { createChecker, type Exchange, REMOVED, Redactor } from "../../../src/index.ts";

const CANARY = "YWMt-canary/7f3b+9c41=";
const url = "http://127.0.0.1/41117440/383391/chatrooms/271830463414273/admin";
const json = { "content-type": "application/json" };

/** All the ways in which a secret may be spelt in an output. */
const spellings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString("base64").slice(0, -4),
];

function expectClean(output: unknown, secret = CANARY): void {
  const bytes = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
  const text = JSON.stringify(output, bytes);
  for (const spelling of spellings(secret)) expect(text).not.toContain(spelling);
}

const exchange = (parts: {
  request?: Partial<Exchange["request"]>;
  response?: Partial<Exchange["response"]>;
}): Exchange => ({
  request: { method: "POST", url, headers: json, body: '{"newadmin":"ben"}', ...parts.request },
  response: { status: 200, headers: json, body: "{}", ...parts.response },
});

const multipart = (name: string) =>
  ["--b", `content-disposition: form-data; name="${name}"`, "", CANARY, "--b--", ""].join("\r\n");

/** Where a secret is planted under its name; each is echoed without a name in the response, too. */
const places: [string, Exchange][] = [
  ["Authorization", exchange({ request: { headers: { ...json, authorization: `Bearer ${CANARY}` } } })],
  ["share-secret", exchange({ request: { headers: { ...json, "share-secret": CANARY } } })],
  ["a cookie", exchange({ request: { headers: { ...json, cookie: `session=${CANARY}; theme=dark` } } })],
  ["Set-Cookie", exchange({ response: { headers: { ...json, "set-cookie": `session=${CANARY}; Path=/` } } })],
  ["a query parameter", exchange({ request: { url: `${url}?access_token=${encodeURIComponent(CANARY)}` } })],
  ["the user of a URL", exchange({ request: { url: url.replace("//", `//me:${encodeURIComponent(CANARY)}@`) } })],
  ["a JSON body", exchange({ request: { body: JSON.stringify({ client_secret: CANARY }) } })],
  ["a nested JSON body", exchange({ request: { body: JSON.stringify([{ user: { password: [CANARY] } }]) } })],
  ["broken JSON", exchange({ request: { body: `{"password": "${CANARY}", ` } })],
  [
    "a form",
    exchange({
      request: {
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ client_secret: CANARY }).toString(),
      },
    }),
  ],
  [
    "a multipart body",
    exchange({
      request: { headers: { "content-type": "multipart/form-data; boundary=b" }, body: multipart("password") },
    }),
  ],
  [
    "the bytes of a multipart body",
    exchange({
      request: {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: new TextEncoder().encode(multipart("client_secret")),
      },
    }),
  ],
  ["a response", exchange({ response: { body: JSON.stringify({ access_token: CANARY, expires_in: 60 }) } })],
  ["broken JSON of a response", exchange({ response: { body: `{"access_token":"${CANARY}"` } })],
];

/** Names under which there are secrets, as headers, parameters and properties have them. */
const names = [
  ...["api-key", "apikey", "x-api-key", "AccessKeyId", "private_key", "signingKey", "key", "license-key"],
  ...["Signature", "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "sig", "x-goog-signature"],
];
for (const name of names) {
  const signed = `https://files.example.com/a.jpg?Expires=1772445600&${name}=${encodeURIComponent(CANARY)}`;
  places.push(
    [`the header ${name}`, exchange({ request: { headers: { ...json, [name]: CANARY } } })],
    [`the parameter ${name}`, exchange({ request: { url: `${url}?a=1&${name}=${encodeURIComponent(CANARY)}` } })],
    [`the property ${name}`, exchange({ request: { body: JSON.stringify({ a: [{ [name]: CANARY }] }) } })],
    [`a signed URL with ${name}`, exchange({ response: { body: JSON.stringify({ data: [{ file_url: signed }] }) } })],
    [`a redirection with ${name}`, exchange({ response: { headers: { ...json, location: signed } } })],
    [`broken JSON with ${name}`, exchange({ request: { body: `{"${name}": "${CANARY}", ` } })],
    [`text with a signed URL with ${name}`, exchange({ response: { headers: {}, body: `see ${signed} now` } })],
  );
}

describe.each(places)("a secret in %s", (_, planted) => {
  const response =
    planted.response.body === "{}" ? { ...planted.response, body: JSON.stringify({ echo: CANARY }) } : planted.response;
  const exchange = { ...planted, response };

  test("is in no finding", () => {
    const findings = createChecker().checkExchange(exchange.request, exchange.response);
    expect(findings.length).toBeGreaterThan(0);
    expectClean(findings);
  });

  test("is not in the cleaned exchange, nor in a later one that echoes it", () => {
    const redactor = new Redactor();
    expectClean(redactor.exchange(exchange));
    const later = {
      ...exchange,
      request: { method: "GET", url: `${url}/${encodeURIComponent(CANARY)}`, headers: { "x-echo": CANARY } },
    };
    expectClean(redactor.exchange(later));
  });
});

test("a value that is known to be secret is removed wherever it is", () => {
  const redactor = new Redactor([CANARY]);
  const headers = { ...json, "x-debug": `for ${CANARY}` };
  const cleaned = redactor.exchange(
    exchange({ request: { headers, url: `${url}/${CANARY}`, body: JSON.stringify({ a: `b ${CANARY}` }) } }),
  );
  expectClean(cleaned);
  expect(cleaned.request.body).toBe(JSON.stringify({ a: `b ${REMOVED}` }));
});

test("what stands around the secret parameters of a URL in a text stays", () => {
  const body = JSON.stringify({ url: `see https://a.example/x?id=7&sig=${encodeURIComponent(CANARY)}&size=2 (new)` });
  expect(new Redactor().body(body, "application/json")).toBe(
    JSON.stringify({ url: `see https://a.example/x?id=7&sig=${encodeURIComponent(REMOVED)}&size=2 (new)` }),
  );
});

test("names of things under `keys` are taken out there, and stay where they are names", () => {
  const cleaned = new Redactor().exchange(
    exchange({ request: { body: '{"keys":["background"]}' }, response: { body: '{"data":{"background":"blue"}}' } }),
  );
  expect([cleaned.request.body, cleaned.response.body]).toEqual([
    `{"keys":["${REMOVED}"]}`,
    '{"data":{"background":"blue"}}',
  ]);
});

test("the scheme of an Authorization header stays, so that it is known that there was a token", () => {
  const { request } = new Redactor().exchange(
    exchange({ request: { headers: { authorization: `Bearer ${CANARY}`, "proxy-authorization": CANARY } } }),
  );
  expect(request.headers).toEqual({ authorization: `Bearer ${REMOVED}`, "proxy-authorization": REMOVED });
});

test("all that is no secret stays as it is, byte by byte", () => {
  const body = '{ "newadmin" : "ben",\n "grant_type":"password" }';
  const bytes = new Uint8Array([0, 255, 128, 13, 10, 34]);
  const cleaned = new Redactor(["another"]).exchange(
    exchange({
      request: { body: '{"newadmin" : "ben"}' },
      response: { headers: { "content-type": "image/png" }, body: bytes },
    }),
  );
  expect(cleaned.request.body).toBe('{"newadmin" : "ben"}');
  expect(cleaned.response.body).toBe(bytes);
  expect(JSON.parse(new Redactor().body(body, "application/json") as string)).toEqual({
    newadmin: "ben",
    grant_type: "password",
  });
});

test("a file keeps its bytes around a secret", () => {
  const bytes = Buffer.concat([Buffer.from([0, 255]), Buffer.from(CANARY), Buffer.from([128, 0])]);
  const cleaned = new Redactor([CANARY]).body(new Uint8Array(bytes), "application/octet-stream") as Uint8Array;
  expect(Buffer.from(cleaned)).toEqual(
    Buffer.concat([Buffer.from([0, 255]), Buffer.from(REMOVED), Buffer.from([128, 0])]),
  );
});

test("what was removed keeps its type, and raises no finding afterwards", () => {
  const checker = createChecker();
  const sent = exchange({
    request: {
      url: "http://127.0.0.1/41117440/383391/token",
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: "YXA6",
        client_secret: "YXA6ExampleClientSecret",
        ttl: 60,
      }),
    },
    response: { body: JSON.stringify({ access_token: "YWMtExampleAppToken", expires_in: 60, application: "a" }) },
  });
  const before = checker.checkExchange(sent.request, sent.response);
  const { request, response } = checker.redactor.exchange(sent);
  expect(JSON.parse(String(response.body))).toEqual({ access_token: REMOVED, expires_in: 60, application: "a" });
  expect(checker.checkExchange(request, response)).toEqual(before);
});

test("thousands of secrets are known at a time, and one within another, whichever came first", () => {
  const redactor = new Redactor();
  const tokens = Array.from(
    { length: 3000 },
    (_, index) => `token-${String(index).padStart(5, "0")}-${"x".repeat(20)}`,
  );
  for (const token of tokens) redactor.learn(token);
  redactor.learn("inner-secret");
  redactor.learn("an inner-secret with more around it");
  redactor.learn("with more");
  expect(redactor.text(tokens.join(" "))).toBe(tokens.map(() => REMOVED).join(" "));
  expect(redactor.text("an inner-secret with more around it")).toBe(REMOVED);
  expect(redactor.text("inner-secret with more")).toBe(`${REMOVED} ${REMOVED}`);
});
