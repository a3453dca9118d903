import { escapeHtml, siteOnly } from "../blocks.ts";
import { type ContentPage, extensionsPage, guidesIndex, linkTo, listGuides } from "../pages.ts";

/** The guides as they are written, and the list of them. */
export function guideContents(): ContentPage[] {
  const guides = listGuides();
  const pages = guides.map(({ markdown, synonyms, source, ...page }) => ({
    ...page,
    blocks: [
      markdown.replace(/^# .+\n+/, "").replace(/^```ts (compile|server|unchecked|vitest)$/gm, "```ts"),
      synonyms.length > 0 &&
        siteOnly(
          `<p class="synonyms" data-pagefind-weight="10">Also here: ${synonyms.map(escapeHtml).join(", ")}.</p>`,
        ),
    ],
    source: { file: source },
  }));
  const list = [...guides, extensionsPage].map(
    (page) => `- [${page.title}](${linkTo(guidesIndex, page)})\\\n  ${page.description}`,
  );
  return [{ ...guidesIndex, blocks: [guidesIndex.description, list.join("\n")] }, ...pages];
}
