import { type Description, groupOperations, operationsOf, quotasOf, serversOf } from "@agora-chat-openapi/description";
import { type Block, box, table, UNSEARCHED } from "../blocks.ts";
import { rateTexts } from "../facts/badges.ts";
import { batchLimits, lengthLimits, type PageLimit, pageLimits } from "../facts/limits.ts";
import { code } from "../facts/schema-view.ts";
import { type ContentPage, errorPage, limits, linkTo, paging, regions } from "../pages.ts";
import { linkOperations, operationLink } from "./operation-links.ts";

/** Names of so many operations stand in a cell; of more, only how many. */
const NAMED = 3;
const SORTABLE = { class: "wide table", "data-sortable": "", tabindex: "0", ...UNSEARCHED };

/** Rates, batches, pages and lengths on one page. */
export function limitsContent(description: Description): ContentPage {
  const reach = `[\`reach_limit\`](${linkTo(limits, errorPage("reach_limit"))})`;
  return {
    ...limits,
    blocks: [
      `Click a column's title to sort by it. A call above a rate gets 429 ${reach}; a longer list or text gets 400.`,
      "## Rates",
      "How often an operation may be called. Operations that share a budget count together. A rate per App Key counts the calls of all your servers.",
      sortable(["Operation", "Area", "Rate", "Counted per", "Shared budget", "At a time"], rateRows(description)),
      "## Batch sizes",
      "How many names one call takes at most.",
      sortable(
        ["Operation", "Names in", "At most"],
        batchLimits(description).map(({ operation, place, max }) => [
          operationLink(limits, operation),
          place,
          max.toLocaleString("en"),
        ]),
      ),
      "## Page sizes",
      `How many items a page of a list holds. [Paged lists](${linkTo(limits, paging)}) tells how each is read on.`,
      sortable(["List", "Parameter", "Usual", "At most"], pageLimits(description).map(sizeRow)),
      "## Quotas",
      "How much there may be of what an app stores. Some of it depends on the pricing plan.",
      sortable(["What", ...PLANS.map(capitalized)], quotaRows(description)),
      "## Lengths and sizes",
      "What path, query and body of a request may hold at most. `{name}` is part of the path, `a.b` a field within a field, `[]` an item of a list.",
      sortable(
        ["Field", "At most", "Operations"],
        lengthLimits(description).map(({ name, bound, operations }) => [
          code(name),
          bound,
          operations.length > NAMED
            ? `${operations.length} operations`
            : operations.map((operation) => operationLink(limits, operation)).join(", "),
        ]),
      ),
    ],
  };
}

function rateRows(description: Description): string[][] {
  return groupOperations(description).flatMap(({ name, tags }) =>
    tags.flatMap(({ operations }) =>
      operations.map((operation) => {
        const { scope, group = "", concurrent } = operation.extensions["x-rate-limit"];
        const { texts, per } = rateTexts(operation);
        return [
          operationLink(limits, operation),
          name,
          texts.join(" and "),
          scope && per,
          group,
          concurrent ? String(concurrent) : "",
        ];
      }),
    ),
  );
}

const PLANS = ["free", "starter", "pro", "enterprise"] as const;

function quotaRows(description: Description): string[][] {
  return Object.values(quotasOf(description)).map(({ description: what, limit, plans }) => [
    linkOperations(description, what.replace(/\.$/, ""), limits),
    ...PLANS.map((plan) => (limit ?? plans?.[plan])?.toLocaleString("en") ?? ""),
  ]);
}

function capitalized(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function sizeRow({ operation, size, usual, max }: PageLimit): string[] {
  return [
    operationLink(limits, operation),
    code(size),
    usual?.toLocaleString("en") ?? "",
    max?.toLocaleString("en") ?? "no limit is documented",
  ];
}

function sortable(head: string[], rows: string[][]): Block {
  return box("div", SORTABLE, table(head, rows));
}

/** Paged lists by style. */
export function pagingContent(description: Description): ContentPage {
  const lists = pageLimits(description);
  const ofStyle = (style: string) => lists.filter((list) => list.style === style);
  const guide = linkTo(paging, { file: "guides/paging.html" });
  return {
    ...paging,
    blocks: [
      `${lists.length} lists come in pages, in one of two styles. The [guide on paging](${guide}) shows how the client reads them all.`,
      "## By cursor",
      "Ask without a cursor first. Each page but the last has a cursor; send it to get the next page. Stop when there is none.",
      box(
        "div",
        SORTABLE,
        table(
          ["List", "Cursor goes in", "Next cursor is at", "Page size", "Usual", "At most"],
          ofStyle("cursor").map((list) => [
            operationLink(paging, list.operation),
            code(list.ask),
            code(list.next ?? ""),
            ...sizeCells(list),
          ]),
        ),
      ),
      "## By page number",
      "Ask for page 1 first, then add one. Stop when a page holds fewer items than you asked for.",
      box(
        "div",
        SORTABLE,
        table(
          ["List", "Page number goes in", "Page size", "Usual", "At most"],
          ofStyle("page").map((list) => [operationLink(paging, list.operation), code(list.ask), ...sizeCells(list)]),
        ),
      ),
    ],
  };
}

function sizeCells({ size, usual, max }: PageLimit): string[] {
  return [code(size), usual?.toLocaleString("en") ?? "", max?.toLocaleString("en") ?? ""];
}

/** The hosts of the service. */
export function regionsContent(description: Description): ContentPage {
  const servers = serversOf(description);
  const first = operationsOf(description)[0];
  return {
    ...regions,
    blocks: [
      servers.map((server) => `- \`${server.url}\`: ${server.description}`).join("\n"),
      `All requests use HTTPS. The host is followed by the organization and the app, as in \`${servers[0]?.url}${first?.path}\`.`,
      `Another host does not know the app and answers 404 [\`organization_application_not_found\`](${linkTo(regions, errorPage("organization_application_not_found"))}).`,
    ],
  };
}
