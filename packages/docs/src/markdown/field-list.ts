/** Fields as lists: with folds and tabs for the site, and as nested Markdown for the plain text. */
import { marked } from "marked";
import { type Block, escapeHtml, inline, tabList } from "../blocks.ts";
import type { Choice, Field, Fields } from "../facts/fields.ts";
import { code } from "../facts/schema-view.ts";
import { availabilityBadge } from "./availability.ts";

/** The fields of a value; undefined when it has none. */
export function fieldList(fields: Fields): Block {
  if (fields.fields.length + fields.choices.length === 0) return undefined;
  return inline(htmlOf(fields, 0), textOf(fields, "").join("\n"));
}

/** Below this level, fields stay folded until they are asked for. */
const OPEN_LEVELS = 1;

function htmlOf({ fields, choices }: Fields, level: number): string {
  const list =
    fields.length > 0 ? `<ul class="fields">${fields.map((field) => fieldHtml(field, level)).join("")}</ul>` : "";
  return list + choicesHtml(choices, level);
}

function fieldHtml(field: Field, level: number): string {
  const marks = [
    field.required ? '<strong class="required">required</strong>' : "",
    field.deprecated ? '<strong class="deprecated">deprecated</strong>' : "",
    availabilityBadge(field.availability).html,
  ];
  const head = `<code>${escapeHtml(field.name)}</code> <span class="type">${html(field.facts.join(", "))}</span> ${marks.filter(Boolean).join(" ")}`;
  const inside = htmlOf(field, level + 1);
  const count = field.fields.length + field.choices.length;
  const folded =
    inside && level >= OPEN_LEVELS - 1
      ? `<details><summary>${count} ${field.choices.length > 0 ? "shapes or fields" : count === 1 ? "field" : "fields"} of <code>${escapeHtml(field.name)}</code></summary>${inside}</details>`
      : inside;
  return `<li>${head.trim()}${field.meaning && `<div>${html(field.meaning)}</div>`}${folded}</li>`;
}

function choicesHtml(choices: Choice[], level: number): string {
  if (choices.length === 0) return "";
  const sections = choices.map(
    (choice) =>
      `<section data-tab="${escapeHtml(choice.title)}"><p><strong>${escapeHtml(choice.title)}</strong></p>${choiceHtml(choice, level)}</section>`,
  );
  return `<div class="tabs choices" data-group="choice">${tabList(choices.map(({ title }) => title))}${sections.join("")}</div>`;
}

function choiceHtml(choice: Choice, level: number): string {
  const facts = choice.facts.length > 0 ? `<p class="type">${html(choice.facts.join(", "))}</p>` : "";
  return `${facts}${choice.meaning && `<p>${html(choice.meaning)}</p>`}${htmlOf(choice, level)}`;
}

/** On one line, since an empty one would end the HTML. */
function html(markdown: string): string {
  return marked.parseInline(markdown, { async: false }).replaceAll("\n", " ");
}

function textOf({ fields, choices }: Fields, indent: string): string[] {
  return [
    ...fields.flatMap((field) => [fieldText(field, indent), ...textOf(field, `${indent}  `)]),
    ...choices.flatMap((choice) => [choiceText(choice, indent), ...textOf(choice, `${indent}  `)]),
  ];
}

function fieldText(field: Field, indent: string): string {
  const [type, ...bounds] = field.facts;
  const facts = [
    type,
    ...(field.required ? ["**required**"] : []),
    ...(field.deprecated ? ["**deprecated**"] : []),
    ...(field.availability ? [availabilityBadge(field.availability).text] : []),
    ...bounds,
  ];
  return `${indent}- ${code(field.name)} *${facts.join(", ")}*${field.meaning && `\\\n${indent}  ${field.meaning}`}`;
}

function choiceText({ title, facts, meaning }: Choice, indent: string): string {
  const bounds = facts.length > 0 ? ` *${facts.join(", ")}*` : "";
  return `${indent}- **${title}**${bounds}${meaning && `\\\n${indent}  ${meaning}`}`;
}
