import { type Description, groupOperations, type Operation } from "@agora-chat-openapi/description";
import { escapeHtml, slug } from "./html.ts";
import { page } from "./layout.ts";
import { renderSections } from "./markdown.ts";
import { neighbours } from "./neighbours.ts";
import { operationMarkdown } from "./operation-markdown.ts";
import { consoleLink, markdownFile, operationPage, operationsIndex, referenceLink } from "./pages.ts";
import { writeText } from "./write-file.ts";

/** Writes a page for each operation, as HTML and Markdown. */
export function writeOperationPages(dist: URL, description: Description): void {
  const inOrder = groupOperations(description).flatMap(({ tags }) => tags.flatMap(({ operations }) => operations));
  for (const [index, operation] of inOrder.entries()) {
    const target = operationPage(operation);
    const markdown = operationMarkdown(description, operation);
    const next = [inOrder[index - 1], inOrder[index + 1]].map((other) => other && operationPage(other));
    const body = [
      breadcrumb(operation),
      article(markdown, elsewhere(operation)),
      neighbours(target.file, "Operations", next[0], next[1]),
    ].join("\n");
    writeText(new URL(target.file, dist), page({ ...target, body, kind: "operation", hasMarkdown: true }));
    writeText(new URL(markdownFile(target.file), dist), markdown);
  }
}

function breadcrumb({ tags: [tag = ""] }: Operation): string {
  return `<nav class="breadcrumb" aria-label="Breadcrumb"><a href="index.html">${operationsIndex.title}</a> › <a href="index.html#${slug(tag)}">${escapeHtml(tag)}</a></nav>`;
}

function article(markdown: string, links: string): string {
  const [head, ...sections] = renderSections(markdown, (id) => id.startsWith("2"));
  const parts = sections.map(
    ({ id, html }) => `<section class="${/^[45]/.test(id) ? "error" : id}">\n${html}</section>`,
  );
  return `<article>\n<header>\n${head?.html}${links}\n</header>\n${parts.join("\n")}\n</article>`;
}

function elsewhere(operation: Operation): string {
  return `<p class="elsewhere"><a href="../${referenceLink(operation)}">In the full reference</a> · <a href="../${consoleLink(operation)}">Try it in the console</a> · <a href="${operation.id}.md">As Markdown</a></p>`;
}
