import { cards } from "./cards.ts";
import { page } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { neighbours } from "./neighbours.ts";
import { extensionsPage, guidesIndex, listGuides, markdownFile } from "./pages.ts";
import { writeText } from "./write-file.ts";

/** Writes each guide as HTML and Markdown, and the list of them. */
export function writeGuides(dist: URL): void {
  const guides = listGuides();
  for (const [index, guide] of guides.entries()) {
    const body = `<article>\n${renderMarkdown(guide.markdown)}</article>\n${neighbours(guide.file, guidesIndex.title, guides[index - 1], guides[index + 1])}`;
    writeText(new URL(guide.file, dist), page({ ...guide, body, hasMarkdown: true }));
    writeText(new URL(markdownFile(guide.file), dist), guide.markdown);
  }
  writeText(
    new URL(guidesIndex.file, dist),
    page({
      ...guidesIndex,
      body: `<h1>${guidesIndex.title}</h1>\n${cards(guidesIndex.file, [...guides, extensionsPage])}`,
    }),
  );
}
