// What the service posts to an app's server, each with a page.
import { jsonContent, readDescription, webhooksOf } from "@agora-chat-openapi/description";
import { propertyNames } from "@agora-chat-openapi/description/schemas";
import { describe, expect, test } from "vitest";
import { callbackPage, markdownFile } from "../src/pages.ts";
import { readSite } from "./site.ts";

const description = readDescription();
const webhooks = webhooksOf(description);
const index = readSite("callbacks.md");

describe.each(webhooks.map((webhook) => [webhook.id, webhook] as const))("the page of %s", (id, webhook) => {
  const page = callbackPage(webhook);
  const text = readSite(markdownFile(page.file));
  const html = readSite(page.file);
  const media = jsonContent(webhook.requestBody);

  test("is on the list, and has its name, its fields, its examples and its literals", () => {
    expect(index).toContain(`](callbacks/${id}.md) | \`${id}\` |`);
    for (const edition of [text, html]) expect(edition).toContain(id);
    for (const name of propertyNames(description, media?.schema?.pointer ?? "")) expect(text).toContain(`\`${name}\``);
    for (const { value } of media?.examples.values() ?? []) expect(text).toContain(JSON.stringify(value, null, 2));
    for (const { values } of webhook.match) {
      for (const value of values) if (value !== null) expect(text).toContain(`\`${value}\``);
    }
  });

  test("says what to respond, how soon, and what comes of anything else", () => {
    expect(text).toMatch(/^- waits \d+ (ms|seconds?|minutes?) for the response$/m);
    expect(text).toContain("## Respond with 200\n");
    expect(text).toContain("## Anything else\n");
    for (const { value } of jsonContent(webhook.responses.get("200"))?.examples.values() ?? []) {
      expect(text).toContain(JSON.stringify(value, null, 2));
    }
  });
});

test("the list says what becomes of callbacks that fail", () => {
  expect(index).toContain("After 90 failures within 30 seconds its rule is suspended for 5 minutes.");
});
