/** Findings, each with the payload and the description side by side. */
import type { FindingGroup } from "../../check/findings.ts";
import { byOperation, NO_OPERATION, placesOf, type Report } from "../report.ts";
import { countFindings, phrases } from "../verdict.ts";
import { descriptionExcerpt, payloadExcerpt } from "./excerpt.ts";
import { html, type Markup } from "./markup.ts";

const SOURCES = 5;

export function findingsSection(report: Report): Markup {
  const operations = byOperation(report.findings);
  if (operations.length === 0) return html`<section><h2>Findings</h2><p>None.</p></section>`;
  return html`<section><h2>Findings</h2>
${operations.length > 1 && contents(operations)}
${operations.map(([id, groups], index) => operation(report, id, groups, index))}</section>`;
}

function contents(operations: [string, FindingGroup[]][]): Markup {
  return html`<nav aria-label="Operations with findings"><ul>${operations.map(
    ([id, groups], index) =>
      html`<li><a href="#operation-${index}">${id || NO_OPERATION}</a> <span class="soft">${counts(groups)}</span></li>\n`,
  )}</ul></nav>`;
}

function counts(groups: FindingGroup[]): string {
  return phrases(countFindings(groups), () => true).join(", ");
}

function operation(report: Report, id: string, groups: FindingGroup[], index: number): Markup {
  const name = report.operations.find((known) => known.id === id);
  return html`<section class="operation" aria-labelledby="operation-${index}">
<h3 id="operation-${index}">${id || NO_OPERATION}${name && html` <code>${name.method} ${name.path}</code>`}</h3>
${groups.map((group) => finding(report, group))}</section>\n`;
}

function finding(report: Report, group: FindingGroup): Markup {
  const { severity, rule, pointer, message, description, exchange } = group.finding;
  return html`<article>
<h4><span class="badge ${severity}">${severity}</span> ${message}</h4>
<p class="soft"><code>${rule}</code>${pointer !== "" && html` at <code>${pointer}</code>`}</p>
<div class="sides">
<figure><figcaption><code>${exchange.method} ${exchange.url}</code> answered ${exchange.status}</figcaption>${payloadExcerpt(group)}</figure>
<figure><figcaption><code>${description.file}:${description.line}</code></figcaption>${descriptionExcerpt(report, group)}</figure>
</div>
<p class="soft">Seen in ${placesOf(group, SOURCES)}.</p>
</article>\n`;
}
