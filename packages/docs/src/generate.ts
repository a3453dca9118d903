/**
 * Writes what Astro makes the site of: pages as Markdown and the navigation to `site/`, and to `public/` what lies
 * beside the pages as it is.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { type Description, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { render } from "./blocks.ts";
import { areaContents, operationsContent } from "./markdown/areas.ts";
import { callbackContents, callbacksContent } from "./markdown/callbacks.ts";
import { changelogContent } from "./markdown/changelog.ts";
import { decisionsContent } from "./markdown/decisions.ts";
import { errorContents, errorsContent, statusContent } from "./markdown/errors.ts";
import { extensionsContent } from "./markdown/extensions.ts";
import { guideContents } from "./markdown/guides.ts";
import { homeContent } from "./markdown/home.ts";
import { limitsContent, pagingContent, regionsContent } from "./markdown/limits.ts";
import { llmsText } from "./markdown/llms.ts";
import { operationContent } from "./markdown/operation.ts";
import { navigation } from "./navigation.ts";
import { type ContentPage, markdownFile } from "./pages.ts";
import { target } from "./samples/target.ts";
import { copyText, writeText } from "./write-file.ts";

const CONTENT = new URL("../site/content/docs/", import.meta.url);
const GENERATED = new URL("../site/generated/", import.meta.url);
const STATIC = new URL("../site/static/", import.meta.url);
/** What takes long, and is made by programs of its own. */
const MADE_APART = ["reference.html", "console.html", "postman_collection.json"];
const PUBLIC = new URL("../public/", import.meta.url);

/** Makes all pages of the description as it is now. @throws Error when a part that is made apart is missing */
export function generate(): void {
  const missing = MADE_APART.filter((file) => !existsSync(new URL(file, PUBLIC)));
  if (missing.length > 0) {
    throw new Error(`public/ lacks ${missing.join(", ")}; \`pnpm viewers\` and \`pnpm postman\` make them`);
  }
  const description = readDescription();
  const pages = contentPages(description);
  for (const page of pages) {
    writeText(new URL(markdownFile(page.file), CONTENT), siteMarkdown(page));
    writeText(new URL(markdownFile(page.file), PUBLIC), plainMarkdown(page));
  }
  removeOthers(CONTENT, pages);
  removeOthers(PUBLIC, pages);
  writeText(new URL("navigation.json", GENERATED), JSON.stringify(navigation(description)));
  writeText(new URL("target.json", GENERATED), JSON.stringify(target(description)));
  // `pnpm dev` says here what is wrong.
  const problem = new URL("problem.json", GENERATED);
  if (!existsSync(problem)) writeText(problem, '{"text":""}');
  for (const file of readdirSync(STATIC)) copyText(new URL(file, STATIC), new URL(file, PUBLIC));
  writeText(new URL("llms.txt", PUBLIC), llmsText(description));
  for (const file of ["openapi.yaml", "openapi.json"]) {
    copyText(new URL(import.meta.resolve(`@agora-chat-openapi/spec/${file}`)), new URL(file, PUBLIC));
  }
}

function contentPages(description: Description): ContentPage[] {
  return [
    homeContent(description),
    ...guideContents(),
    operationsContent(description),
    ...areaContents(description),
    ...operationsOf(description).map((operation) => operationContent(description, operation)),
    callbacksContent(description),
    ...callbackContents(description),
    errorsContent(description),
    ...errorContents(description),
    statusContent(description),
    limitsContent(description),
    pagingContent(description),
    regionsContent(description),
    extensionsContent(description),
    decisionsContent(description),
    changelogContent(),
  ];
}

function siteMarkdown({
  title,
  description,
  file,
  blocks,
  source,
  searchWeight,
  hasContents = true,
}: ContentPage): string {
  const frontmatter = {
    title,
    description: description.replace(/`/g, ""),
    slug: file.replace(/\.html$/, ""),
    source,
    searchWeight,
    ...(!hasContents && { tableOfContents: false }),
  };
  const lines = Object.entries(frontmatter).map(
    ([key, value]) => value !== undefined && `${key}: ${JSON.stringify(value)}`,
  );
  // Links between pages lead to the Markdown beside them, in this edition to the pages themselves.
  const text = render(blocks, "site").replace(/(\]\((?!\w+:)[^)#]*)\.md(?=[)#])/g, "$1.html");
  return `---\n${lines.filter(Boolean).join("\n")}\n---\n\n${text}\n`;
}

function plainMarkdown({ title, blocks }: ContentPage): string {
  return `# ${title}\n\n${render(blocks, "text")}\n`;
}

/** Removes the Markdown of pages that are gone. */
function removeOthers(folder: URL, pages: ContentPage[]): void {
  const known = new Set(pages.map(({ file }) => markdownFile(file)));
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = name.replaceAll("\\", "/");
    if (file.endsWith(".md") && !known.has(file)) rmSync(new URL(file, folder));
  }
}
