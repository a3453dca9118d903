/** The journeys of a live run, step by step. */
import { byJourney, type Report } from "../report.ts";
import type { StepResult } from "../result.ts";
import { html, type Markup } from "./markup.ts";

export function journeysSection({ steps }: Report): Markup {
  if (steps.length === 0) return html``;
  return html`<section><h2>Journeys</h2>
${byJourney(steps).map(
  ([journey, its]) => html`<section class="journey"><h3>${journey}</h3><ol>${its.map(row)}</ol></section>\n`,
)}</section>`;
}

function row({ step, outcome, reason, durationMs }: StepResult): Markup {
  const time = outcome !== "skipped" && html` <span class="soft">${Math.round(durationMs)} ms</span>`;
  const why = reason !== undefined && html`<br>${reason}`;
  return html`<li><span class="badge ${outcome}">${outcome}</span> <span>${step}${time}${why}</span></li>\n`;
}
