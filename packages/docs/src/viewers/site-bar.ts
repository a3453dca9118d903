/** The header of the site on top of pages that others draw. */
import { readFileSync } from "node:fs";
import { escapeHtml } from "../blocks.ts";
import {
  errorsIndex,
  guidesIndex,
  home,
  limits,
  operationsIndex,
  playground,
  reference,
  type SitePage,
} from "../pages.ts";

const at = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");

/** Files that such pages load: the style of the bar, and the script that shares the theme. */
export const barFiles = { "site-bar.css": at("site-bar.css"), "viewer.js": at("viewer.js") };

/** The parts of the site, in the words of its header. */
const LINKS: [file: string, label: string][] = [
  [home.file, home.title],
  [`${home.file}#search`, "Search"],
  [guidesIndex.file, "Guides"],
  [operationsIndex.file, "Operations"],
  [errorsIndex.file, "Errors"],
  [limits.file, "Limits"],
  [reference.file, "Reference"],
  [playground.file, "Console"],
];

/** The bar, for a page in the root of the site. */
export function siteBar(here: SitePage): string {
  const links = LINKS.map(
    ([file, label]) => `<a href="${file}"${file === here.file ? ' aria-current="page"' : ""}>${escapeHtml(label)}</a>`,
  );
  return `<nav class="site-bar" aria-label="Site">${links.join("")}</nav>`;
}

/** For the head: the bar's style, and the theme chosen on pages of the site for a viewer that keeps its own under `key`. */
export function barHead(key: string): string {
  return `<link rel="icon" href="favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="site-bar.css">
<script src="viewer.js" data-key="${key}"></script>`;
}
