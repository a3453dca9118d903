import { Marked, type Tokens } from "marked";
import { highlight } from "./highlight.ts";
import { escapeHtml, slug } from "./html.ts";
import { type CodeTabs, type Fold, foldParts, joinTabs } from "./markdown-blocks.ts";
import { SectionCache } from "./section-cache.ts";

const marked = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    code: (code) => codeBlock(code),
    link({ href, tokens }) {
      const target = href.replace(/^(?!\w+:)([^#]+)\.md(?=#|$)/, "$1.html");
      return `<a href="${escapeHtml(target)}">${this.parser.parseInline(tokens)}</a>`;
    },
    table(token) {
      const cells = (row: Tokens.TableCell[], tag: string, scope = "") =>
        row.map(({ tokens }) => `<${tag}${scope}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
      return `<div class="table" tabindex="0"><table>
<thead><tr>${cells(token.header, "th", ' scope="col"')}</tr></thead>
<tbody>${token.rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n")}</tbody>
</table></div>\n`;
    },
  },
  extensions: [
    { name: "codeTabs", renderer: (token) => codeTabs(token as CodeTabs) },
    {
      name: "fold",
      renderer(token) {
        const { heading, content, open } = token as Fold;
        return `<details${open ? " open" : ""}><summary>${this.parser.parseInline(heading.tokens)}</summary>
${this.parser.parse([content])}</details>\n`;
      },
    },
  ],
});

/** A part of a Markdown text that begins with a heading of the second level; the first begins with the title. */
export interface Section {
  id: string;
  html: string;
}

/** Markdown as HTML, code coloured. Links to `.md` pages lead to their HTML. */
export function renderMarkdown(markdown: string): string {
  return marked.parser(joinTabs(marked.lexer(markdown)));
}

const cache = new SectionCache();
/** Keeps what was rendered for the next build. */
export const saveRendered = () => cache.save();

/** Markdown as HTML by section. What stands below a heading of the fourth level is folded, but for the first of some. */
export function renderSections(markdown: string, opens: (id: string) => boolean): Section[] {
  return markdown.split(/^(?=## )/m).map((text) =>
    cache.get(text, () => {
      const id = slug(/^## (.+)/.exec(text)?.[1] ?? "");
      return { id, html: marked.parser(foldParts(joinTabs(marked.lexer(text)), opens(id))) };
    }),
  );
}

function codeBlock({ lang, text }: Tokens.Code): string {
  const language = lang?.split(" ")[0] ?? "";
  return `<div class="code"><pre tabindex="0"><code>${highlight(text, language) ?? escapeHtml(text)}</code></pre></div>\n`;
}

function codeTabs({ tabs }: CodeTabs): string {
  const figures = tabs.map(
    ({ label, code }) =>
      `<figure class="code-tab" data-tab="${escapeHtml(label)}"><figcaption>${escapeHtml(label)}</figcaption>${codeBlock(code)}</figure>`,
  );
  return `<div class="tabs">\n${figures.join("\n")}\n</div>\n`;
}
