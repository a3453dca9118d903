/** The look of the page, light and dark, from 360 px up. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #14171c);
  --panel: light-dark(#f5f6f8, #1d2128);
  --line: light-dark(#d5d9e0, #373d47);
  --text: light-dark(#1a1d21, #e4e7eb);
  --soft: light-dark(#565d68, #a3abb8);
  --bad: light-dark(#b3261e, #ff9b92);
  --warn: light-dark(#7a5200, #f0c05a);
  --good: light-dark(#17693a, #6fd596);
  --fill: light-dark(#2f6fbf, #6ea8ec);
  --track: light-dark(#e1e5eb, #333a45);
  --hit: light-dark(#ffe9a8, #57470f);
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 78rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1.0625rem; margin: 1.5rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 0; }
h3 code { font-weight: normal; color: var(--soft); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.8125rem; }
ul, ol { margin: 0; padding: 0; list-style: none; }
a { color: var(--fill); }
.soft { color: var(--soft); font-size: 0.875rem; }
.verdict { margin: 1rem 0; padding: 0.75rem 1rem; border-left: 0.375rem solid var(--bad); background: var(--panel); font-weight: 600; }
.verdict.conforms { border-color: var(--good); }
dl { display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; margin: 0; }
dl div { min-width: 5rem; }
dt { color: var(--soft); font-size: 0.875rem; }
dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
nav ul { columns: 20rem; }
article { margin: 0 0 1rem; padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; }
article p { margin: 0.375rem 0; }
.badge { display: inline-block; padding: 0 0.5rem; border: 1px solid; border-radius: 1rem; font-size: 0.8125rem; font-weight: 600; }
.badge.error, .badge.value, .badge.failed { color: var(--bad); }
.badge.undocumented, .badge.skipped { color: var(--warn); }
.badge.passed { color: var(--good); }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.75rem; }
figure { margin: 0; display: flex; flex-direction: column; }
figcaption { color: var(--soft); font-size: 0.875rem; margin-bottom: 0.25rem; }
pre, .none { flex: 1; margin: 0; padding: 0.5rem 0; background: var(--panel); border-radius: 0.375rem; }
pre { overflow: auto; overflow-wrap: normal; line-height: 1.45; }
pre code { display: block; width: max-content; min-width: 100%; }
.none { padding: 0.5rem 0.75rem; color: var(--soft); font-size: 0.875rem; }
.line, .gap { display: block; padding: 0 0.75rem 0 0.5rem; border-left: 0.25rem solid transparent; }
.gap { color: var(--soft); }
mark.line { background: var(--hit); color: inherit; border-left-color: var(--warn); }
.number { display: inline-block; width: 3.25rem; padding-right: 0.75rem; text-align: right; color: var(--soft); user-select: none; }
mark .number { color: inherit; }
.journey li { display: grid; grid-template-columns: 5rem 1fr; gap: 0.5rem; padding: 0.25rem 0; align-items: start; }
.journey .badge { text-align: center; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.375rem 1rem 0.375rem 0; text-align: left; vertical-align: top; font-weight: normal; width: 42%; }
tr > :first-child { width: 16%; min-width: 6rem; }
thead th { color: var(--soft); font-size: 0.875rem; }
.bar { display: block; width: 100%; height: 0.625rem; margin: 0.4375rem 0 0.125rem; }
.percent { font-variant-numeric: tabular-nums; }
.fill, .half { fill: var(--fill); }
.bar .track { fill: var(--track); }
.mark .track { fill: var(--page); stroke: var(--soft); }
.mark .fill { stroke: var(--fill); }
.mark { flex: none; vertical-align: -0.125rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.875rem; margin: 0.5rem 0; }
.tag { border-top: 1px solid var(--line); }
summary { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; padding: 0.5rem 0; cursor: pointer; }
summary::before { content: "▸"; color: var(--soft); }
[open] > summary::before { content: "▾"; }
summary .name { flex: 0 0 15rem; }
summary .soft { flex: 0 0 4rem; }
.marks { display: flex; flex-wrap: wrap; gap: 0.125rem; flex: 1 1 12rem; }
.tag li { display: grid; grid-template-columns: auto 1fr; gap: 0 0.5rem; padding: 0.25rem 0 0.25rem 1.25rem; }
.tag li .mark { margin-top: 0.3125rem; }
:focus-visible { outline: 2px solid var(--fill); outline-offset: 2px; }
@media (max-width: 50rem) {
  .sides { grid-template-columns: minmax(0, 1fr); }
  th, td { padding-right: 0.5rem; overflow-wrap: normal; }
  th { font-size: 0.875rem; }
  .bar + .percent { display: block; }
}
@media print { details > ul { display: block; } article { break-inside: avoid; } }
`;
