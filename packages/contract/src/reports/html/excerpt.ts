/** Lines of a payload and of the description, with the one that a finding is about marked. */

import { escapeKey } from "@agora-chat-openapi/description";
import { sourceOf } from "@agora-chat-openapi/description/source";
import type { FindingGroup } from "../../check/findings.ts";
import type { Report } from "../report.ts";
import { html, type Markup } from "./markup.ts";

/** Lines before and after the one that matters. */
const AROUND = 7;
/** Lines of a payload that has no such line. */
const MOST = 2 * AROUND + 1;
/** Characters of a text within a payload. */
const LONGEST = 160;

interface Line {
  text: string;
  isHit: boolean;
  number?: number;
}

/** What was sent or received, as far as the finding is about a body. */
export function payloadExcerpt({ finding }: FindingGroup): Markup {
  const { payload } = finding.exchange;
  if (payload === undefined) return html`<p class="none">No body belongs to this finding.</p>`;
  const all = linesOf(payload);
  const hit = indexOf(all, finding.pointer);
  const from = Math.max(0, hit - AROUND);
  const to = hit < 0 ? MOST : hit + AROUND + 1;
  const lines = all.slice(from, to).map(({ text }, index) => ({ text, isHit: from + index === hit }));
  return listing("Payload", lines, from, Math.max(0, all.length - to));
}

/** What the description says there. */
export function descriptionExcerpt({ description }: Report, { finding }: FindingGroup): Markup {
  const lines = sourceOf(description)
    .excerpt(finding.description, AROUND)
    .map(([number, text]) => ({ number, text, isHit: number === finding.description.line }));
  return listing("Description", lines);
}

function listing(label: string, lines: Line[], before = 0, after = 0): Markup {
  const gap = (count: number) =>
    count > 0 && html`<span class="gap">… ${count} more ${count === 1 ? "line" : "lines"}</span>`;
  return html`<pre tabindex="0" role="group" aria-label="${label}"><code>${gap(before)}${lines.map(row)}${gap(after)}</code></pre>`;
}

function row({ text, isHit, number }: Line): Markup {
  const content = html`${number !== undefined && html`<span class="number">${number}</span>`}${text || " "}`;
  return isHit ? html`<mark class="line">${content}</mark>` : html`<span class="line">${content}</span>`;
}

/** A line of JSON and the pointer of the value that begins there. */
interface JsonLine {
  text: string;
  pointer?: string;
}

/** A value as indented JSON. */
function linesOf(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  addLines(lines, value, { pointer: "", indent: "", before: "", after: "" });
  return lines;
}

/** Where a value stands, and what stands on its lines beside it. */
type Place = { pointer: string; indent: string; before: string; after: string };

function addLines(lines: JsonLine[], value: unknown, { pointer, indent, before, after }: Place): void {
  const isArray = Array.isArray(value);
  const isHolder = typeof value === "object" && value !== null;
  const children = isHolder ? Object.entries(value) : [];
  const [open, close] = isArray ? "[]" : "{}";
  if (children.length === 0) {
    lines.push({ text: `${indent}${before}${isHolder ? `${open}${close}` : scalar(value)}${after}`, pointer });
    return;
  }
  lines.push({ text: `${indent}${before}${open}`, pointer });
  children.forEach(([key, child], index) => {
    addLines(lines, child, {
      pointer: `${pointer}/${escapeKey(key)}`,
      indent: `${indent}  `,
      before: isArray ? "" : `${scalar(key)}: `,
      after: index < children.length - 1 ? "," : "",
    });
  });
  lines.push({ text: `${indent}${close}${after}` });
}

function scalar(value: unknown): string {
  if (typeof value === "string" && value.length > LONGEST) {
    return `${JSON.stringify(value.slice(0, LONGEST))}… ${value.length} characters`;
  }
  return JSON.stringify(value);
}

/** The line of a pointer; of what is missing, the line of what it is missing in. -1 is the whole. */
function indexOf(lines: JsonLine[], pointer: string): number {
  if (pointer === "") return -1;
  let at = pointer;
  for (;;) {
    const index = lines.findIndex((line) => line.pointer === at);
    if (index >= 0) return index;
    at = at.slice(0, at.lastIndexOf("/"));
  }
}
