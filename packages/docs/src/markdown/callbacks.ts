import {
  callbackDeliveryOf,
  type Description,
  groupWebhooks,
  jsonContent,
  type Webhook,
} from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import { type Block, box, escapeHtml, fence, siteOnly, table, tabs } from "../blocks.ts";
import { fieldsOf } from "../facts/fields.ts";
import { code, schemaIn } from "../facts/schema-view.ts";
import { type ContentPage, callbackPage, callbacksIndex, linkTo, type SitePage } from "../pages.ts";
import { MOCK_URL } from "../samples/request.ts";
import { exampleBlock } from "./example.ts";
import { fieldList } from "./field-list.ts";
import { linkOperations } from "./operation-links.ts";

/** Words that people search for. */
const SYNONYMS = ["webhook", "webhooks", "event notification", "event", "post-delivery", "pre-delivery"];
const PLACES = { chatgroup: "groups", chatroom: "rooms" };
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
        { class: "table", tabindex: "0" },
        table(["Event", "Name", "Sent", "Told by"], tag.webhooks.map(eventRow)),
      ),
    ]),
  );
  return {
    ...callbacksIndex,
    blocks: [
      `What the service posts to your server, if your app has rules for it. [How to receive them](${guide}).`,
      delivery(description),
      ...groups,
      siteOnly(
        `<p class="synonyms" data-pagefind-weight="10">Also called: ${SYNONYMS.map(escapeHtml).join(", ")}.</p>`,
      ),
    ],
  };
}

function eventRow(webhook: Webhook): string[] {
  const { delivery } = webhook.extensions["x-callback"];
  const link = `[${webhook.summary}](${linkTo(callbacksIndex, callbackPage(webhook))})`;
  return [link, code(webhook.id), delivery, told(webhook)];
}

/** What becomes of callbacks that fail. */
function delivery(description: Description): Block {
  const known = callbackDeliveryOf(description);
  if (!known) return undefined;
  const { retries, suspension, storage } = known.after;
  return [
    `A callback that fails is sent ${retries === 1 ? "once" : `${retries} times`} more, unless it asks before delivery.`,
    `After ${suspension.failures} failures within ${duration(suspension.withinMs)} its rule is suspended for ${duration(suspension.forMs)}.`,
    `Apps that store failed callbacks have them for ${duration(storage.keptMs)}.`,
  ].join(" ");
}

const anyOf = new Intl.ListFormat("en", { type: "disjunction" });

/** The values of the body that tell a callback from all others. */
function told({ match }: Webhook): string {
  return match
    .map(({ pointer, values }) => {
      const named = values.filter((value) => value !== null).map(code);
      const choices = [
        ...(named.length > 0 ? [`is ${anyOf.format(named)}`] : []),
        ...(values.includes(null) ? ["is absent"] : []),
      ];
      return `${code(pointer.slice(1).replaceAll("/", "."))} ${choices.join(" or ")}`;
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
        box("div", { class: "samples" }, ...examples(webhook), ...handler(webhook, page)),
        box("div", { class: "facts" }, ...body(description, webhook), ...responses(description, webhook)),
      ),
    ],
    searchWeight: WEIGHT,
    source: { file: `spec/${file}`, line },
  };
}

function about(description: Description, webhook: Webhook, page: SitePage): Block[] {
  const { delivery, timeoutMs, scope, unconfirmed } = webhook.extensions["x-callback"];
  const facts = [
    `sent ${DELIVERY[delivery]}`,
    `waits ${duration(timeoutMs)} for the response`,
    scope && `of ${scope.map((place) => PLACES[place]).join(" and ")}`,
    unconfirmed && "**unconfirmed**: no published page of Agora's has it",
  ];
  return [
    code(webhook.id),
    facts
      .filter(Boolean)
      .map((fact) => `- ${fact}`)
      .join("\n"),
    linkOperations(description, webhook.description.trim(), page),
    `Told from others by: ${told(webhook)}.`,
    siteOnly(`<p class="synonyms">Also called: ${inWords(webhook.id)}.</p>`),
  ];
}

/** A name of code in words: `readReceipt` is a read receipt. */
function inWords(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
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
    response.status === "DEFAULT" ? "## Anything else" : `## Respond with ${response.status}`,
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

function handler({ id, extensions }: Webhook, page: SitePage): Block[] {
  const asks = extensions["x-callback"].delivery === "before";
  const guide = linkTo(page, { file: "guides/receive-callbacks.html" });
  const handle = asks ? "() => ({ valid: true })" : "({ body }) => console.log(body)";
  const receiver = JSON.stringify({ url: "http://localhost:3000/callbacks", secret: "s" });
  return [
    "## Handle it",
    fence(
      "ts",
      `await handleCallback(request, {\n  secret,\n  handlers: {\n    ${id}: ${handle},\n  },\n});`,
      'frame="none" wrap',
    ),
    `[Where the request comes from, and what to do with what comes back](${guide}). The mock sends it to you:`,
    fence(
      "sh",
      `curl -X POST ${MOCK_URL}/_mock/callbacks/${id} -H 'Content-Type: application/json' -d '${receiver}'`,
      'frame="none" wrap',
    ),
  ];
}

const UNITS: [ms: number, name: string][] = [
  [86_400_000, "day"],
  [60_000, "minute"],
  [1000, "second"],
];

/** A time in the largest unit that gives a whole number. */
function duration(ms: number): string {
  const [size, name] = UNITS.find(([unit]) => ms % unit === 0) ?? [];
  if (size === undefined) return `${ms} ms`;
  const count = ms / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
