/** The report as one page, which needs nothing else. */
import { createHash } from "node:crypto";
import { plural } from "../plural.ts";
import type { Report } from "../report.ts";
import { coverageSection } from "./coverage.ts";
import { findingsSection } from "./findings.ts";
import { journeysSection } from "./journeys.ts";
import { html, Markup } from "./markup.ts";
import { STYLE } from "./style.ts";

/** The report as HTML. The page may load and run nothing but its own style. */
export function toHtml(report: Report): string {
  const { subject, verdict } = report;
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Contract of ${subject}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header><h1>Contract of ${subject}</h1>
<p class="verdict${verdict.conforms && " conforms"}">${verdict.sentence}</p>
${numbers(report)}</header>
<main>
${findingsSection(report)}
${journeysSection(report)}
${coverageSection(report)}
${passedOver(report)}
${leftovers(report)}
</main>
</body>
</html>
`;
  return page.text;
}

function numbers({ exchanges, callbacks, verdict, steps, checked, operations }: Report): Markup {
  const facts: [string, string][] = [
    ["Exchanges", String(exchanges)],
    ["Operations", `${checked.length} of ${operations.length}`],
    ...Object.entries(callbacks).map(([name, count]): [string, string] => [`Callback ${name}`, String(count)]),
    ["Errors", String(verdict.errors)],
    ["Wrong values", String(verdict.values)],
    ["Undocumented", String(verdict.undocumented)],
    ...(steps.length > 0
      ? [["Failed steps", `${verdict.failedSteps.length} of ${steps.length}`] as [string, string]]
      : []),
  ];
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function leftovers({ leftovers }: Report): Markup {
  if (leftovers.length === 0) return html``;
  return html`<section><h2>Left behind</h2>
<ul>${leftovers.map(({ call, reason }) => html`<li><code>${call}</code> <span class="soft">${reason}</span></li>\n`)}</ul></section>`;
}

function passedOver({ passedOver }: Report): Markup {
  const hosts = Object.entries(passedOver);
  if (hosts.length === 0) return html``;
  return html`<section><h2>Passed over</h2>
<p>Other hosts than the service.</p>
<ul>${hosts.map(([host, count]) => html`<li>${host} <span class="soft">${plural(count, "exchange")}</span></li>\n`)}</ul></section>`;
}
