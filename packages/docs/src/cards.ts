import { escapeHtml } from "./html.ts";
import { rootOf } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import type { SitePage } from "./pages.ts";

/** A list of links, each with a sentence in Markdown. @param from the file that it stands in. */
export function cards(from: string, pages: SitePage[]): string {
  const items = pages.map(
    ({ title, description, file }) =>
      `<li><a href="${rootOf(from)}${file}">${escapeHtml(title)}</a> ${renderMarkdown(description)}</li>`,
  );
  return `<ul class="cards">\n${items.join("\n")}\n</ul>`;
}
