import { STATUS_CODES } from "node:http";
import type { Description, Operation } from "@agora-chat-openapi/description";
import { type Block, box, fence, siteOnly, table, UNSEARCHED } from "../blocks.ts";
import { type ErrorCase, type ErrorCode, errorCodes, errorHelp, messageOf } from "../facts/errors.ts";
import { code } from "../facts/schema-view.ts";
import { type ContentPage, errorPage, errorsIndex, linkTo, type SitePage, statusCodes } from "../pages.ts";
import { availabilityBadge } from "./availability.ts";
import { operationLink } from "./operation-links.ts";
import { errorRules } from "./rules.ts";

/** So many operations are listed openly; more are folded. */
const LISTED = 8;

/** The list of all codes. */
export function errorsContent(description: Description): ContentPage {
  const { codes } = errorHelp(description);
  const rows = errorCodes(description).map((error) => [
    `[${code(error.code)}](${linkTo(errorsIndex, errorPage(error.code))})`,
    statusesOf(error).join(", "),
    codes[error.code]?.meaning ?? summaries(error).slice(0, 2).join(". "),
    String(operationsOf(error).length),
  ]);
  return {
    ...errorsIndex,
    blocks: [
      "An answer that is not a success has a body with `error`, the code to decide on, and `error_description`, a text for people. The same code can come with several statuses and from several causes; each has its conditions on a page of its own.",
      box(
        "div",
        { class: "wide table", "data-sortable": "", tabindex: "0", ...UNSEARCHED },
        table(["Code", "Status", "What it means", "Operations"], rows),
      ),
      `Statuses have [a page of their own](${linkTo(errorsIndex, statusCodes)}).`,
    ],
  };
}

/** A page for each code. */
export function errorContents(description: Description): ContentPage[] {
  return errorCodes(description).map((error) => errorContent(description, error));
}

function errorContent(description: Description, error: ErrorCode): ContentPage {
  const page = errorPage(error.code);
  const help = errorHelp(description);
  const own = help.codes[error.code];
  const advice = own
    ? [own.advice]
    : statusesOf(error).flatMap((status) => {
        const text = help.statuses[status]?.advice;
        return text ? [`With ${status}: ${text}`] : [];
      });
  return {
    ...page,
    blocks: [
      own?.meaning ??
        `The service answers so in ${error.cases.length === 1 ? "one case" : `${error.cases.length} cases`}.`,
      "## What to do",
      advice.join("\n\n"),
      ...groupCases(error.cases).flatMap(([heading, cases]) => [
        `## ${heading}`,
        ...cases.flatMap((each) => caseBlocks(description, each, page)),
      ]),
    ],
  };
}

/** Cases by status and condition: the same one may come with another text of the service's. */
function groupCases(cases: ErrorCase[]): [heading: string, cases: ErrorCase[]][] {
  const groups = new Map<string, ErrorCase[]>();
  for (const each of cases) {
    const heading = `${each.status}: ${each.example.summary ?? each.example.name}`;
    groups.set(heading, [...(groups.get(heading) ?? []), each]);
  }
  return [...groups];
}

function caseBlocks(description: Description, errorCase: ErrorCase, page: SitePage): Block[] {
  const { status, example, availability, operations } = errorCase;
  const badge = availabilityBadge(availability);
  const shown = operations.slice(0, LISTED).map((operation) => `- ${operationLink(page, operation)}`);
  const rest = operations.slice(LISTED).map((operation) => `- ${operationLink(page, operation)}`);
  const isEverywhere = operations.length > 100;
  return [
    badge.html ? `${badge.html}` : undefined,
    `[${status} ${STATUS_CODES[status] ?? ""}](${linkTo(page, statusCodes)}#${status}), in ${operations.length} ${operations.length === 1 ? "operation" : "operations"}. The service says: *${messageOf(example) || "nothing"}*`,
    isEverywhere ? undefined : box("div", UNSEARCHED, shown.join("\n")),
    rest.length > 0 &&
      box(
        "details",
        UNSEARCHED,
        siteOnly(`<summary>${isEverywhere ? "All" : `${rest.length} more`} operations</summary>`),
        [...(isEverywhere ? shown : []), ...rest].join("\n"),
      ),
    ...errorRules(description, errorCase, page),
    box(
      "details",
      UNSEARCHED,
      siteOnly("<summary>The whole body</summary>"),
      fence("json", JSON.stringify(example.value, null, 2), 'frame="none"'),
    ),
    `The mock gives it with \`Prefer: code=${status}, example=${example.name}\`.`,
  ];
}

/** The page of statuses. */
export function statusContent(description: Description): ContentPage {
  const { statuses } = errorHelp(description);
  const all = errorCodes(description);
  const blocks = Object.entries(statuses).flatMap(([status, help]) => {
    const codes = all.filter((error) => statusesOf(error).includes(status));
    return [
      siteOnly(`<a id="${status}"></a>`),
      `## ${status} ${STATUS_CODES[status] ?? ""}`,
      help?.meaning,
      help && `**What to do:** ${help.advice}`,
      codes.length > 0 &&
        `Codes: ${codes.map((error) => `[${code(error.code)}](${linkTo(statusCodes, errorPage(error.code))})`).join(", ")}.`,
    ];
  });
  return {
    ...statusCodes,
    blocks: [
      `A success is always 200. For everything else decide on the status first, then on the [error code](${linkTo(statusCodes, errorsIndex)}).`,
      ...blocks,
      siteOnly(`<p class="synonyms" data-pagefind-weight="10">Also here: ${Object.keys(statuses).join(", ")}.</p>`),
    ],
  };
}

function statusesOf({ cases }: ErrorCode): string[] {
  return [...new Set(cases.map(({ status }) => status))];
}

function operationsOf({ cases }: ErrorCode): Operation[] {
  return [...new Set(cases.flatMap(({ operations }) => operations))];
}

function summaries({ cases }: ErrorCode): string[] {
  return [...new Set(cases.map(({ example }) => example.summary ?? example.name))];
}
