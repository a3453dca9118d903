/** The pages of the site: what navigation, indexes and tests read. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Operation, OperationGroup, Webhook } from "@agora-chat-openapi/description";
import { type Block, slug } from "./blocks.ts";

/** A page, by its file below the root of the site. */
export interface SitePage {
  title: string;
  /** One sentence on what is there, in Markdown. */
  description: string;
  /** Path without a leading slash, such as `guides/quick-start.html`. */
  file: string;
}

/** A page that is made of Markdown. */
export interface ContentPage extends SitePage {
  blocks: Block[];
  /** Where it is written, as a path from the root of the repository, and a line. */
  source?: { file: string; line?: number };
  /** How much search makes of it, beside other pages. @default 1 */
  searchWeight?: number;
  /** Whether it has "on this page". @default true */
  hasContents?: boolean;
}

/** A guide: a page and the Markdown it is made from. */
export interface Guide extends SitePage {
  markdown: string;
  /** Words that people search for. */
  synonyms: string[];
  /** Path from the root of the repository. */
  source: string;
}

const GUIDES = new URL("../guides/", import.meta.url);

export const home: SitePage = {
  title: "Agora Chat OpenAPI",
  description:
    "Guides, operations, errors and limits of the Agora Chat REST API, with a typed client and a mock server.",
  file: "index.html",
};

export const guidesIndex: SitePage = {
  title: "Guides",
  description: "How to do the usual things with the Agora Chat REST API, step by step.",
  file: "guides.html",
};

export const operationsIndex: SitePage = {
  title: "Operations",
  description: "Every operation of the Agora Chat REST API by area, each with a page of its own.",
  file: "operations.html",
};

export const callbacksIndex: SitePage = {
  title: "Callback events",
  description: "Every event that the service posts to the server of an app, with its body.",
  file: "callbacks.html",
};

export const errorsIndex: SitePage = {
  title: "Error codes",
  description: "Every error code of the API, what gives it and what to do about it.",
  file: "errors.html",
};

export const statusCodes: SitePage = {
  title: "Status codes",
  description: "What each HTTP status of the API means, what to do about it, and the error codes that come with it.",
  file: "status-codes.html",
};

export const limits: SitePage = {
  title: "Limits",
  description: "Rates, batch sizes, page sizes and lengths, by operation.",
  file: "limits.html",
};

export const paging: SitePage = {
  title: "Paged lists",
  description: "Which lists are read by page number and which by cursor, and what each page holds.",
  file: "paged-lists.html",
};

export const regions: SitePage = {
  title: "Regions and hosts",
  description: "The hosts of the service, and the data center that each belongs to.",
  file: "regions.html",
};

export const extensionsPage: SitePage = {
  title: "Extensions of the description",
  description: "What the description says in fields of its own, the `x-` fields, and where.",
  file: "extensions.html",
};

export const decisions: SitePage = {
  title: "Decisions",
  description: "Where the sources disagree: what they say, what the description says, and why.",
  file: "decisions.html",
};

export const changelog: SitePage = {
  title: "Changelog",
  description: "What changed in the description, the client, the mock and this site.",
  file: "changelog.html",
};

export const reference: SitePage = {
  title: "Reference on one page",
  description: "The whole API on one page.",
  file: "reference.html",
};

export const playground: SitePage = {
  title: "Console",
  description: "Send requests to the mock, or to your app, from the browser.",
  file: "console.html",
};

/** The guides in the order of their number prefix. @throws Error if a guide does not begin with a heading. */
export function listGuides(): Guide[] {
  return readdirSync(GUIDES)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, GUIDES), "utf8");
      const [, words = "", markdown = ""] = /^(?:<!-- search: (.+) -->\n\n)?([\s\S]+)$/.exec(text) ?? [];
      const [, title, description] = /^# (.+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(markdown) ?? [];
      if (!title || !description) throw new Error(`guides/${name} begins with "# Title", a blank line and a paragraph`);
      return {
        title,
        // Shown on other pages, too, from where its links lead elsewhere.
        description: description.replaceAll("\n", " ").replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1"),
        file: `guides/${name.replace(/^\d+-/, "").replace(/\.md$/, ".html")}`,
        markdown,
        synonyms: words.split(/, */).filter(Boolean),
        source: `packages/docs/guides/${name}`,
      };
    });
}

/** The page of an operation. */
export function operationPage({ id, summary, description }: Operation): SitePage {
  return {
    title: summary || id,
    description: (description || summary || id).trim().replaceAll("\n", " "),
    file: `operations/${id}.html`,
  };
}

/** The page of a callback. */
export function callbackPage({ id, summary, description }: Webhook): SitePage {
  return {
    title: summary || id,
    description: (description || summary || id).trim().replaceAll("\n", " "),
    file: `callbacks/${id}.html`,
  };
}

/** The page of an area, such as chat groups. */
export function areaPage({ name, tags }: OperationGroup): SitePage {
  const [first] = tags;
  const description =
    tags.length === 1 && first
      ? first.description
      : `All operations on ${tags.map((tag) => tag.name.toLowerCase()).join(", ")}.`;
  return { title: name, description, file: `areas/${slug(name)}.html` };
}

/** The page of an error code. */
export function errorPage(code: string): SitePage {
  return {
    title: code,
    description: `What gives the error \`${code}\`, and what to do about it.`,
    file: `errors/${slug(code)}.html`,
  };
}

/** The Markdown that a page is also there as. */
export function markdownFile(file: string): string {
  return file.replace(/\.html$/, ".md");
}

/** The way from one page to another, as Markdown links have it: to the other's Markdown where it has some. */
export function linkTo(from: SitePage, { file }: Pick<SitePage, "file">): string {
  const isViewer = file === reference.file || file === playground.file;
  const [path = "", anchor] = (isViewer ? file : file.replace(/\.html(?=#|$)/, ".md")).split("#");
  return `${posix.relative(posix.dirname(from.file), path)}${anchor === undefined ? "" : `#${anchor}`}`;
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
