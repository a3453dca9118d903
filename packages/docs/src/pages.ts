/** The pages of the site: what navigation, indexes and tests read. */
import { readdirSync, readFileSync } from "node:fs";
import type { Operation } from "@agora-chat-openapi/description";

/** A page, by its file below the root of the site. */
export interface SitePage {
  title: string;
  /** One sentence on what is there. */
  description: string;
  /** Path without a leading slash, such as `guides/quick-start.html`. */
  file: string;
}

/** A guide: a page and the Markdown it is made from. */
export interface Guide extends SitePage {
  markdown: string;
}

const GUIDES = new URL("../guides/", import.meta.url);

export const home: SitePage = {
  title: "Agora Chat OpenAPI",
  description: "Reference, typed client and mock server of the Agora Chat REST API, made from one description.",
  file: "index.html",
};

export const guidesIndex: SitePage = {
  title: "Guides",
  description: "How to do what one does with the Agora Chat REST API, step by step.",
  file: "guides/index.html",
};

export const operationsIndex: SitePage = {
  title: "Operations",
  description: "Every operation of the Agora Chat REST API by area, each with a page of its own.",
  file: "operations/index.html",
};

export const reference: SitePage = {
  title: "Reference",
  description: "The whole API on one page, with search.",
  file: "reference.html",
};

export const playground: SitePage = {
  title: "Try it",
  description: "Send requests to the mock, or to your app, from the browser.",
  file: "console.html",
};

export const changelog: SitePage = {
  title: "Changelog",
  description: "What changed in the description, the client, the mock and this site.",
  file: "changelog.html",
};

export const extensionsPage: SitePage = {
  title: "Extensions of the description",
  description: "What the description says in fields of its own, the `x-` fields, and where.",
  file: "guides/extensions.html",
};

/** What the header of every page links to, in this order. */
export const navigation: readonly SitePage[] = [guidesIndex, operationsIndex, reference, playground];

/** The guides in the order of their number prefix. @throws Error if a guide does not begin with a heading. */
export function listGuides(): Guide[] {
  return readdirSync(GUIDES)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => {
      const markdown = readFileSync(new URL(name, GUIDES), "utf8");
      const [, title, description] = /^# (.+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(markdown) ?? [];
      if (!title || !description) throw new Error(`guides/${name} begins with "# Title", a blank line and a paragraph`);
      const file = `guides/${name.replace(/^\d+-/, "").replace(/\.md$/, ".html")}`;
      return { title, description: description.replaceAll("\n", " "), file, markdown };
    });
}

/** The page of an operation. */
export function operationPage({ id, summary, description }: Operation): SitePage {
  return {
    title: summary || id,
    description: description || summary || id,
    file: `operations/${id}.html`,
  };
}

/** The Markdown that a page is also there as. */
export function markdownFile(file: string): string {
  return file.replace(/\.html$/, ".md");
}

/** Where an operation stands in the full reference, from the root of the site. */
export function referenceLink(operation: Operation): string {
  return `${reference.file}#/${tagSlug(operation)}/${operation.id.toLowerCase()}`;
}

/** Where an operation stands in the console, from the root of the site. */
export function consoleLink(operation: Operation): string {
  return `${playground.file}#tag/${tagSlug(operation)}/${operation.id}`;
}

function tagSlug({ tags: [tag = ""] }: Operation): string {
  return tag.toLowerCase().replaceAll(" ", "-");
}
