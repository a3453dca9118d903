/** Coverage as a picture: bars by kind, and a mark for each operation. */
import { COVERAGE_KINDS, type CoverageCount } from "../../check/coverage.ts";
import { KIND_NAMES, perCent } from "../kinds.ts";
import type { OperationName, Report } from "../report.ts";

import { html, type Markup } from "./markup.ts";

/** What an operation was seen with. */
type Seen = "success" | "error" | "nothing";

interface OperationCoverage extends OperationName {
  seen: Seen;
  statusCodes: CoverageCount;
}

const MEANINGS: Record<Seen, string> = {
  success: "seen with success",
  error: "seen with errors alone",
  nothing: "not seen",
};

export function coverageSection(report: Report): Markup {
  return html`<section><h2>Coverage</h2>
${kinds(report)}
<h3>By operation</h3>
<p class="legend">${Object.entries(MEANINGS).map(([seen, text]) => html`<span>${mark(seen as Seen)} ${text}</span> `)}</p>
${tags(report)}</section>`;
}

function kinds({ coverage }: Report): Markup {
  const summary = coverage.summary();
  return html`<table class="kinds"><thead><tr><td></td><th scope="col">Success</th><th scope="col">Error</th></tr></thead><tbody>
${COVERAGE_KINDS.map(
  (kind) =>
    html`<tr><th scope="row">${KIND_NAMES[kind]}</th>${bar(summary[kind].success)}${bar(summary[kind].error)}</tr>\n`,
)}</tbody></table>`;
}

function bar(count: CoverageCount): Markup {
  if (count.total === 0) return html`<td class="soft">none described</td>`;
  const width = (100 * count.seen) / count.total;
  return html`<td><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill" width="${width.toFixed(2)}" height="8"/></svg><span class="percent">${perCent(count)} %</span> <span class="soft">${count.seen} of ${count.total}</span></td>`;
}

function tags(report: Report): Markup[] {
  const groups = new Map<string, OperationCoverage[]>();
  for (const operation of coverageOf(report)) {
    groups.set(operation.tag, [...(groups.get(operation.tag) ?? []), operation]);
  }
  return [...groups].map(
    ([tag, operations]) => html`<details class="tag"><summary><span class="name">${tag || "Without a tag"}</span>
<span class="soft">${operations.filter(({ seen }) => seen !== "nothing").length} of ${operations.length}</span>
<span class="marks">${operations.map(({ seen }) => mark(seen))}</span></summary>
<ul>${operations.map(row)}</ul></details>\n`,
  );
}

function row({ id, method, path, seen, statusCodes }: OperationCoverage): Markup {
  const codes = `${statusCodes.seen} of ${statusCodes.total} status codes`;
  return html`<li>${mark(seen)} <span>${id} <code>${method} ${path}</code>
<span class="soft">${MEANINGS[seen]}, ${codes}</span></span></li>\n`;
}

function coverageOf({ coverage, operations }: Report): OperationCoverage[] {
  const found = new Map(
    operations.map((operation) => [
      operation.id,
      { ...operation, seen: "nothing" as Seen, statusCodes: { total: 0, seen: 0 } },
    ]),
  );
  for (const { kind, outcome, operationId, seen } of coverage.items()) {
    const operation = found.get(operationId);
    if (!operation) continue;
    if (kind === "operations" && seen && operation.seen !== "success") operation.seen = outcome;
    if (kind !== "statusCodes") continue;
    operation.statusCodes.total += 1;
    operation.statusCodes.seen += Number(seen);
  }
  return [...found.values()];
}

/** Full, half and empty: told apart without colour. */
function mark(seen: Seen): Markup {
  const inside = {
    success: html`<rect class="fill" width="12" height="12" rx="2"/>`,
    error: html`<rect class="track" width="12" height="12" rx="2"/><path class="half" d="M0 12 12 0v10a2 2 0 0 1-2 2z"/>`,
    nothing: html`<rect class="track" width="12" height="12" rx="2"/>`,
  }[seen];
  return html`<svg class="mark" viewBox="-1 -1 14 14" width="14" height="14" aria-hidden="true">${inside}</svg>`;
}
