import type { OpenAPI3, Operation } from "@agora-chat-openapi/scripts/description.ts";
import { escapeHtml, slug } from "./html.ts";
import { page } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { groupOperations, type OperationGroup, operationPage, operationsIndex } from "./pages.ts";
import { writeText } from "./write-file.ts";

/** Writes the list of all operations, with a box that filters it. */
export function writeOperationsIndex(dist: URL, document: OpenAPI3): void {
  const groups = groupOperations(document);
  const body = `<h1>${operationsIndex.title}</h1>
<p>${operationsIndex.description}</p>
<form class="filter" role="search">
<label for="filter">Filter</label>
<input id="filter" type="search" autocomplete="off" placeholder="summary, path or name">
<output for="filter"></output>
</form>
${groups.map(group).join("\n")}`;
  writeText(new URL(operationsIndex.file, dist), page({ ...operationsIndex, body, kind: "index" }));
}

function group({ name, tags }: OperationGroup): string {
  const parts = tags.map(
    ({ name: tag, description, operations }) => `<section id="${slug(tag)}">
${tags.length > 1 || tag !== name ? `<h3>${escapeHtml(tag)}</h3>\n` : ""}${renderMarkdown(description)}<ul>
${operations.map(item).join("\n")}
</ul>
</section>`,
  );
  return `<section class="group">
<h2 id="group-${slug(name)}">${escapeHtml(name)}</h2>
${parts.join("\n")}
</section>`;
}

function item(operation: Operation): string {
  const { id, method, path, object } = operation;
  const { title } = operationPage(operation);
  const synonyms = (object as { "x-synonyms"?: string[] })["x-synonyms"] ?? [];
  const badge = object.deprecated ? ` <em>deprecated</em>` : "";
  return `<li data-synonyms="${synonyms.join(" ")}"><span><a href="${id}.html">${escapeHtml(title)}</a>${badge}</span> <code class="path">${method.toUpperCase()} ${escapeHtml(path.replace(/^\/\{org_name\}\/\{app_name\}/, ""))}</code></li>`;
}
