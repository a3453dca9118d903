import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sourceOf } from "../../src/document/source.ts";
import { exampleRequests } from "../../src/examples/index.ts";
import {
  callbackDeliveryOf,
  groupWebhooks,
  jsonContent,
  keysOf,
  readDescription,
  type Webhook,
  webhookFor,
  webhooksOf,
} from "../../src/index.ts";
import { propertyNames, schemasOf, variantsAt } from "../../src/schemas/index.ts";
import { checkResponse, readRequest } from "../../src/validate/index.ts";
import { leavesOf, world } from "./world.ts";

const description = readDescription();
const schemas = schemasOf(description);
const webhooks = webhooksOf(description);

type Body = Record<string, unknown> & { callId: string; timestamp: number; security: string };
const bodiesOf = (webhook: Webhook) => [...exampleRequests(webhook).values()].map(({ body }) => body as Body);
const read = (webhook: Webhook, body: unknown) =>
  readRequest(schemas, webhook, {
    values: [],
    search: "",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("a review sees each webhook that a change adds, moves or removes", async () => {
  const lines = webhooks.map(({ id, match, extensions: { "x-callback": callback } }) => {
    const literals = match.map(({ pointer, values }) => `${pointer}=${values.join("|") || "(absent)"}`);
    return `${id} ${callback.delivery} ${literals.join(" ")}${callback.unconfirmed ? " unconfirmed" : ""}`;
  });
  await expect(`${lines.sort().join("\n")}\n`).toMatchFileSnapshot("webhooks.txt");
});

test("every webhook stands under one heading", () => {
  const grouped = groupWebhooks(description).flatMap(({ tags }) => tags.flatMap(({ webhooks }) => webhooks));
  expect(grouped.map(({ id }) => id).sort()).toEqual(webhooks.map(({ id }) => id).sort());
});

describe.each(webhooks.map((webhook) => [webhook.id, webhook] as const))("%s", (id, webhook) => {
  const schema = jsonContent(webhook.requestBody)?.schema;
  const bodies = bodiesOf(webhook);

  test("is a POST that needs no token, with a titled body", () => {
    expect([webhook.method, webhook.isOpen, webhook.requestBody?.required]).toEqual(["POST", true, true]);
    expect(schema?.value["title"]).toEqual(expect.any(String));
  });

  test("is told from all others by its examples", () => {
    for (const body of bodies) {
      const fitting = webhooks.filter((candidate) => webhookFor([candidate], body));
      expect(fitting.map((each) => each.id)).toEqual([id]);
    }
  });

  test("is told by values that its schema lists, and by fields that it does not have", () => {
    for (const { pointer, values } of webhook.match) {
      const keys = keysOf(pointer);
      if (values.includes(null)) {
        expect(propertyNames(description, schema?.pointer ?? "")).not.toContain(keys[0]);
        continue;
      }
      const listed = variantsAt(description, schema?.pointer ?? "", keys).flatMap(({ value }) =>
        [value["const"] ?? value["enum"] ?? []].flat(),
      );
      expect(new Set(listed)).toEqual(new Set(values));
    }
  });

  test("has examples that keep to its schema, and are signed", () => {
    for (const body of bodies) {
      expect(read(webhook, body).problems).toEqual([]);
      const signed = `${body.callId}${world.callbacks.secret}${body.timestamp}`;
      expect(body.security).toBe(createHash("md5").update(signed).digest("hex"));
    }
  });

  test("tells of the world", () => {
    const people = new Set(Object.keys(world.users));
    const ids = new Set([...leavesOf(world)].map(([, value]) => String(value)));
    const times = new Map(
      [...Object.values(world.messages), ...Object.values(world.callbacks.events)].map(({ id, ms }) => [id, ms]),
    );
    for (const body of bodies) {
      for (const [key, value] of leavesOf(body)) {
        if (/^\d{15,}$/.test(String(value))) expect(ids, key).toContain(value);
      }
      for (const name of ["from", "to", "user"].map((key) => body[key]).filter((value) => value !== undefined)) {
        const bare = String(name)
          .replace(/^\d+#\d+_/, "")
          .replace(/@easemob\.com(\/.*)?$/, "");
        expect(people.has(bare) || ids.has(bare), `${name} of ${id}`).toBe(true);
      }
      // Moderation takes a moment.
      const told = times.get(String(body["msg_id"]));
      if (told !== undefined) expect(body.timestamp).toBe(told);
      if (body["host"] !== undefined) expect(body["host"]).toBe(world.callbacks.host);
    }
  });

  test("says what to respond, and what comes of anything else", () => {
    expect([...webhook.responses.keys()]).toEqual(["200", "DEFAULT"]);
  });
});

test("a body without its literal belongs to nobody", () => {
  expect(webhookFor(webhooks, { chat_type: "muc", payload: { operation: "levitate" } })).toBeUndefined();
  expect(webhookFor(webhooks, null)).toBeUndefined();
  expect(webhookFor(webhooks, "messageSent")).toBeUndefined();
});

test("what a body breaks is said as of a request", () => {
  const messageSent = webhooks.find(({ id }) => id === "messageSent") as Webhook;
  const [body] = bodiesOf(messageSent);
  const { problems } = read(messageSent, { ...body, msg_id: 7, secret: "s" });
  expect(problems.map(({ rule, pointer }) => `${rule} ${pointer}`).sort()).toEqual([
    "request/body/type /msg_id",
    "request/body/undocumented-property /secret",
  ]);
  const at = sourceOf(description).locate(problems[0]?.schemaPointer ?? "");
  expect(at.file).toMatch(/^webhooks\/(messages|common)\.yaml$/);
});

test("what the receiver responds before delivery can be wrong", () => {
  const asks = webhooks.filter(({ extensions }) => extensions["x-callback"].delivery === "before");
  expect(asks.map(({ id }) => id)).toEqual(["preDeliveryMessage"]);
  const respond = (body: unknown) =>
    checkResponse(schemas, asks[0] as Webhook, {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).map(({ rule }) => rule);
  for (const { value } of jsonContent(asks[0]?.responses.get("200"))?.examples.values() ?? []) {
    expect(respond(value)).toEqual([]);
  }
  expect(respond({ valid: "yes" })).not.toEqual([]);
  expect(respond({ valid: true, code: "no code when all is well" })).not.toEqual([]);
});

test("how often the service tries is in the description", () => {
  expect(callbackDeliveryOf(description)).toMatchObject({ before: { retries: 0 }, after: { retries: 1 } });
});
