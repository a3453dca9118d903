import { type Description, groupWebhooks, jsonContent, type Webhook } from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import { fieldsOf } from "../facts/fields.ts";
import { code, schemaIn } from "../facts/schema-view.ts";
import { type ContentPage, callbackPage, callbacksIndex, linkTo, type SitePage } from "../pages.ts";
import { type Block, box, table, tabs, UNSEARCHED } from "./blocks.ts";
import { exampleBlock } from "./example.ts";
import { fieldList } from "./field-list.ts";
import { linkOperations } from "./operation-links.ts";

/** What one can do is looked for more often than what one is told. */
const WEIGHT = 0.3;
const DELIVERY = { before: "before the message is delivered", after: "after it has happened" };

/** The list of all callbacks. */
export function callbacksContent(description: Description): ContentPage {
  const guide = linkTo(callbacksIndex, { file: "guides/receive-callbacks.html" });
  const groups = groupWebhooks(description).flatMap(({ tags }) =>
    tags.flatMap((tag) => [
      `## ${tag.name}`,
      tag.description.trim(),
      box(
        "div",
        { class: "table", tabindex: "0", ...UNSEARCHED },
        table(["Event", "Sent", "Told by"], tag.webhooks.map(eventRow)),
      ),
    ]),
  );
  return {
    ...callbacksIndex,
    blocks: [
      `What the service posts to your server, if your app has rules for it. [How to receive them](${guide}).`,
      ...groups,
    ],
  };
}

function eventRow(webhook: Webhook): string[] {
  const { delivery } = webhook.extensions["x-callback"];
  return [`[${webhook.summary}](${linkTo(callbacksIndex, callbackPage(webhook))})`, delivery, told(webhook)];
}

/** The values of the body that tell a callback from all others. */
function told({ match }: Webhook): string {
  return match
    .map(({ pointer, values }) => {
      const field = code(pointer.slice(1).replaceAll("/", "."));
      return `${field} ${values.map((value) => (value === null ? "is absent" : `is ${code(value)}`)).join(" or ")}`;
    })
    .join(", ");
}

/** A page for each callback. */
export function callbackContents(description: Description): ContentPage[] {
  const webhooks = groupWebhooks(description).flatMap(({ tags }) => tags.flatMap((tag) => tag.webhooks));
  return webhooks.map((webhook) => callbackContent(description, webhook));
}

function callbackContent(description: Description, webhook: Webhook): ContentPage {
  const page = callbackPage(webhook);
  const { file, line } = sourceOf(description).locate(webhook.pointer);
  return {
    ...page,
    blocks: [
      box(
        "div",
        { class: "operation", "data-pagefind-weight": String(WEIGHT) },
        box("div", { class: "about" }, ...about(description, webhook, page)),
        box("div", { class: "samples" }, ...examples(webhook)),
        box("div", { class: "facts" }, ...body(description, webhook), ...responses(description, webhook)),
      ),
    ],
    searchWeight: WEIGHT,
    source: { file: `spec/${file}`, line },
  };
}

function about(description: Description, webhook: Webhook, page: SitePage): Block[] {
  const { delivery, timeoutMs } = webhook.extensions["x-callback"];
  return [
    code(webhook.id),
    `- sent ${DELIVERY[delivery]}\n- waits ${timeoutMs.toLocaleString("en")} ms for the response`,
    linkOperations(description, webhook.description.trim(), page),
    `Told from others by: ${told(webhook)}.`,
  ];
}

function examples({ requestBody }: Webhook): Block[] {
  const contents = [...(jsonContent(requestBody)?.examples.values() ?? [])].map(({ name, summary, value }) => ({
    label: summary ?? name,
    blocks: [exampleBlock(value)],
  }));
  return contents.length > 0 ? ["## What is posted", tabs("posted", contents)] : [];
}

function body(description: Description, { requestBody }: Webhook): Block[] {
  return [...(requestBody?.content.values() ?? [])].flatMap((media) => [
    "## Body",
    fieldList(fieldsOf(description, schemaIn(description, media))),
  ]);
}

function responses(description: Description, webhook: Webhook): Block[] {
  return [...webhook.responses.values()].flatMap((response) => [
    `## Respond with ${response.status}`,
    response.description?.trim(),
    ...[...response.content.values()].flatMap((media) => [
      fieldList(fieldsOf(description, schemaIn(description, media))),
      ...[...media.examples.values()].flatMap(({ name, summary, value }) => [
        summary ?? code(name),
        exampleBlock(value),
      ]),
    ]),
  ]);
}
