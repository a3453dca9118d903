import { escapeHtml } from "./html.ts";
import { rootOf } from "./layout.ts";
import type { SitePage } from "./pages.ts";

/** Links to the page before and the page after. */
export function neighbours(from: string, label: string, previous?: SitePage, next?: SitePage): string {
  const link = (target: SitePage, rel: string, word: string) =>
    `<a rel="${rel}" href="${rootOf(from)}${target.file}"><small>${word}</small> ${escapeHtml(target.title)}</a>`;
  return `<nav class="neighbours" aria-label="${label}: previous and next">
${previous ? link(previous, "prev", "Previous") : "<span></span>"}
${next ? link(next, "next", "Next") : "<span></span>"}
</nav>`;
}
