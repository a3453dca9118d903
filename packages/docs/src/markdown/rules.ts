/** How the service behaves beyond what schemas can say, each rule with a mark of what it rests on. */
import type { Description, Operation, Rule } from "@agora-chat-openapi/description";
import { type Block, box, inline } from "../blocks.ts";
import { type ErrorCase, errorsOf } from "../facts/errors.ts";
import { rulesOf } from "../facts/rules.ts";
import { code } from "../facts/schema-view.ts";
import { errorPage, linkTo, type SitePage } from "../pages.ts";
import { linkOperations, operationLink } from "./operation-links.ts";

/** The section that explains the marks. */
const MARKS = { file: "guides/which-server.html#how-behaviour-is-known" };

/** The section of an operation's page; empty for an operation without rules. */
export function ruleSection(description: Description, operation: Operation, page: SitePage): Block[] {
  const rules = rulesOf(operation);
  if (rules.length === 0) return [];
  const errors = errorsOf(operation);
  const items = rules.map((rule) => {
    const error = errors.find(({ rules }) => rules.includes(rule));
    const link = error ? `[${error.status} ${code(error.code)}](${linkTo(page, errorPage(error.code))}) ` : "";
    return { text: linkOperations(description, rule.text, page, operation.id), beside: `${link}${mark(rule, page)}` };
  });
  // Whoever searches for an error looks for its own page.
  const list = inline(
    items.map(({ text, beside }) => `- ${text} <span data-pagefind-ignore>${beside}</span>`).join("\n"),
    items.map(({ text, beside }) => `- ${text} ${beside}`).join("\n"),
  );
  return ["## How it behaves", box("div", { class: "rules" }, list)];
}

/** The rules that give an error, each once, with the operations that have it, if not all have. */
export function errorRules(description: Description, { rules, operations }: ErrorCase, page: SitePage): Block[] {
  if (rules.length === 0) return [];
  const isSame = (one: Rule, other: Rule) => one.text === other.text && one.basis === other.basis;
  const first = rules.filter(({ rule }, index) => rules.findIndex((each) => isSame(each.rule, rule)) === index);
  const items = first.map(({ rule }) => {
    const same = rules.filter((each) => isSame(each.rule, rule));
    const line = `- ${linkOperations(description, rule.text, page)} ${mark(rule, page)}`;
    if (same.length === operations.length) return line;
    return `${line}\\\n  ${same.map(({ operation }) => operationLink(page, operation)).join(", ")}`;
  });
  return ["**By rule**", box("div", { class: "rules" }, items.join("\n"))];
}

function mark({ basis }: Rule, page: SitePage): string {
  return `*[${basis}](${linkTo(page, MARKS)})*`;
}
