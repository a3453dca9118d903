/** The pages of callbacks: what the service posts to an app's server. */
import {
  callbackDeliveryOf,
  type Description,
  groupWebhooks,
  keysOf,
  type Webhook,
  webhooksOf,
} from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import { code } from "../facts/schema-view.ts";
import { type ContentPage, callbackPage, callbacksIndex, linkTo, type SitePage } from "../pages.ts";
import { MOCK_URL } from "../samples/request.ts";
import { type Block, escapeHtml, fence, inline, siteOnly } from "./blocks.ts";
import { bodyOf } from "./operation.ts";
import { linkOperations } from "./operation-links.ts";

const GUIDE = { file: "guides/receive-callbacks.html" };
const SYNONYMS = [
  "webhook",
  "webhooks",
  "event notification",
  "push events to my server",
  "post-delivery",
  "pre-delivery",
];

/** The list of all callbacks, and a page for each. */
export function callbackContents(description: Description): ContentPage[] {
  return [
    indexContent(description),
    ...webhooksOf(description).map((webhook) => callbackContent(description, webhook)),
  ];
}

function indexContent(description: Description): ContentPage {
  const tags = groupWebhooks(description).flatMap((group) => group.tags);
  const lists = tags.flatMap(({ name, description: about, webhooks }) => [
    `## ${name}`,
    about.trim(),
    webhooks.map((webhook) => listItem(webhook)).join("\n"),
  ]);
  const blocks = [
    callbacksIndex.description,
    `[How to receive them](${linkTo(callbacksIndex, GUIDE)}), typed and verified, with Express, Fastify, Hono, Next or Node alone.`,
    deliveryText(description),
    ...lists,
    siteOnly(`<p class="synonyms" data-pagefind-weight="10">Also called: ${SYNONYMS.map(escapeHtml).join(", ")}.</p>`),
  ];
  return { ...callbacksIndex, blocks };
}

function listItem(webhook: Webhook): string {
  const page = callbackPage(webhook);
  return `- [${page.title}](${linkTo(callbacksIndex, page)}) \`${webhook.id}\``;
}

/** What becomes of callbacks that fail. */
function deliveryText(description: Description): Block {
  const delivery = callbackDeliveryOf(description);
  if (!delivery) return undefined;
  const { retries, suspension, storage } = delivery.after;
  return [
    `A callback that fails is sent ${retries === 1 ? "once" : `${retries} times`} more; those before delivery are not.`,
    `After ${suspension.failures} failures within ${duration(suspension.withinMs)} the rule is suspended for ${duration(suspension.forMs)}.`,
    `Apps that store failed callbacks have them for ${duration(storage.keptMs)}.`,
  ].join(" ");
}

function callbackContent(description: Description, webhook: Webhook): ContentPage {
  const page = callbackPage(webhook);
  const { file, line } = sourceOf(description).locate(webhook.pointer);
  const [media] = webhook.requestBody?.content.values() ?? [];
  const blocks = [
    inline(`<p class="id"><code>${webhook.id}</code></p>`, `\`${webhook.id}\``),
    facts(webhook)
      .map((fact) => `- ${fact}`)
      .join("\n"),
    linkOperations(description, webhook.description.trim(), page),
    "## Body",
    `Known by ${webhook.match.map(matchText).join(", ")}.`,
    ...(media ? bodyOf(description, media, true) : []),
    ...responseSection(description, webhook),
    ...handlerSection(webhook, page),
  ];
  // Its words are those of the operation that it is about, which would come second to it. Search leads to the list.
  return { ...page, blocks, source: { file: `spec/${file}`, line }, isSearched: false };
}

function facts({ extensions }: Webhook): string[] {
  const { delivery, timeoutMs, scope, unconfirmed } = extensions["x-callback"];
  const places = { chatgroup: "groups", chatroom: "rooms" };
  return [
    delivery === "before" ? "**before delivery**: the service waits for your verdict" : "after the fact",
    `respond within ${duration(timeoutMs)}`,
    ...(scope ? [`of ${scope.map((place) => places[place]).join(" and ")}`] : []),
    ...(unconfirmed ? ["**unconfirmed**: no published page of Agora's has it"] : []),
  ];
}

function matchText({ pointer, values }: Webhook["match"][number]): string {
  const field = code(keysOf(pointer).join("."));
  return values.includes(null) ? `no ${field}` : `${field} ${values.map((value) => code(value)).join(" or ")}`;
}

function responseSection(description: Description, { responses }: Webhook): Block[] {
  const items = [...responses.values()].flatMap(({ status, description: meaning = "", content }) => [
    `**${status === "DEFAULT" ? "Anything else" : status}.** ${meaning.trim().replaceAll("\n", " ")}`,
    ...[...content.values()].flatMap((media) => bodyOf(description, media, true)),
  ]);
  return ["## Your response", ...items];
}

function handlerSection({ id, extensions }: Webhook, page: SitePage): Block[] {
  const asks = extensions["x-callback"].delivery === "before";
  const handler = asks ? `${id}: ({ body }) => ({ valid: true }),` : `${id}: ({ body }) => console.log(body),`;
  const send = `curl -X POST ${MOCK_URL}/_mock/callbacks/${id} \\\n  -H 'Content-Type: application/json' -d '{ "url": "http://localhost:3000/callbacks", "secret": "s" }'`;
  return [
    "## Handle it",
    fence(
      "ts",
      `await handleCallback(request, { secret, handlers: { ${handler.replace(/,$/, "")} } });`,
      'frame="none"',
    ),
    `[Where \`request\` comes from, and what to do with what comes back](${linkTo(page, GUIDE)}). The mock sends it to you:`,
    fence("sh", send, 'frame="none" wrap'),
  ];
}

const UNITS: [ms: number, name: string][] = [
  [86_400_000, "day"],
  [60_000, "minute"],
  [1000, "second"],
  [1, "ms"],
];

/** A time in the largest unit that gives a whole number. */
function duration(ms: number): string {
  const [size, name] = UNITS.find(([unit]) => ms % unit === 0 && ms >= unit) ?? [1, "ms"];
  const count = ms / size;
  return `${count} ${name === "ms" || count === 1 ? name : `${name}s`}`;
}
