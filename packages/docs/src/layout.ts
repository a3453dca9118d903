import { escapeHtml } from "./html.ts";
import { changelog, home, markdownFile, navigation, type SitePage } from "./pages.ts";

/** What a page has besides its place in the site. */
export interface PageContent extends SitePage {
  /** HTML of the main part. */
  body: string;
  /** Class of the main part. @default "prose" */
  kind?: string;
  /** Whether the same content lies beside it as Markdown. */
  hasMarkdown?: boolean;
  /** HTML to add to the head. */
  head?: string;
}

/** Way from a file of the site back to its root: empty, or `../` as often as it takes. */
export function rootOf(file: string): string {
  return "../".repeat(file.split("/").length - 1);
}

/** A whole page. All links are relative, so that it works below any path and from the disk. */
export function page({ title, description, file, body, kind = "prose", hasMarkdown = false, head = "" }: PageContent) {
  const root = rootOf(file);
  const fullTitle = file === home.file ? title : `${title} · ${home.title}`;
  const markdown = markdownFile(file).split("/").at(-1);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description.replaceAll("`", ""))}">
<title>${escapeHtml(fullTitle)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}style.css">
${hasMarkdown ? `<link rel="alternate" type="text/markdown" href="${markdown}">\n` : ""}${head}<script src="${root}site.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
${header(file, root)}
<main id="content" class="${kind}">
${body}
</main>
${footer(root)}
</body>
</html>
`;
}

function header(file: string, root: string): string {
  const links = navigation.map((target) => {
    const section = target.file.split("/")[0];
    const current = target.file === file ? "page" : section === file.split("/")[0] ? "true" : "";
    return `<a href="${root}${target.file}"${current && ` aria-current="${current}"`}>${target.title}</a>`;
  });
  return `<header>
<a class="name" href="${root}${home.file}">${home.title}</a>
<nav class="pages" aria-label="Site">${links.join("\n")}</nav>
<button class="theme" type="button">Theme</button>
</header>`;
}

function footer(root: string): string {
  return `<footer>
<p><a href="${root}${changelog.file}">${changelog.title}</a> · <a href="${root}openapi.yaml">openapi.yaml</a> · <a href="${root}openapi.json">openapi.json</a> · <a href="${root}postman_collection.json">Postman collection</a> · <a href="${root}llms.txt">llms.txt</a></p>
<p>Made by users of the API; not an official document of Agora.</p>
</footer>`;
}
