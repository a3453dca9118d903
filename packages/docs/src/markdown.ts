import { Marked, type Token, type Tokens } from "marked";
import { highlight } from "./highlight.ts";
import { escapeHtml, slug } from "./html.ts";

/** Code that stands with its neighbours as one of several tabs: ```` ```ts tab="By path" ````. */
interface CodeTabs extends Tokens.Generic {
  type: "codeTabs";
  tabs: { label: string; code: Tokens.Code }[];
}

const TAB = /\btab="([^"]+)"/;

const marked = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    code: (code) => codeBlock(code),
    table(token) {
      const cells = (row: Tokens.TableCell[], tag: string, scope = "") =>
        row.map(({ tokens }) => `<${tag}${scope}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
      return `<div class="table" role="region" aria-label="Table" tabindex="0"><table>
<thead><tr>${cells(token.header, "th", ' scope="col"')}</tr></thead>
<tbody>${token.rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n")}</tbody>
</table></div>\n`;
    },
  },
  extensions: [{ name: "codeTabs", renderer: (token) => codeTabs(token as CodeTabs) }],
});

/** Markdown as HTML, code coloured. Links to `.md` pages lead to their HTML. */
export function renderMarkdown(markdown: string): string {
  const tokens = joinTabs(marked.lexer(markdown));
  marked.walkTokens(tokens, (token) => {
    if (token.type === "link") token.href = token.href.replace(/^(?!\w+:)([^#]+)\.md(?=#|$)/, "$1.html");
  });
  return marked.parser(tokens);
}

function joinTabs(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const label = token.type === "code" && TAB.exec(token.lang ?? "")?.[1];
    const last = joined.at(-1);
    if (token.type === "space" && last?.type === "codeTabs") continue;
    if (!label) joined.push(token);
    else if (last?.type === "codeTabs") (last as CodeTabs).tabs.push({ label, code: token as Tokens.Code });
    else joined.push({ type: "codeTabs", raw: "", tabs: [{ label, code: token as Tokens.Code }] });
  }
  return joined;
}

function codeBlock({ lang, text }: Tokens.Code): string {
  const language = lang?.split(" ")[0] ?? "";
  return `<pre tabindex="0"><code>${highlight(text, language) ?? escapeHtml(text)}</code></pre>\n`;
}

function codeTabs({ tabs }: CodeTabs): string {
  const figures = tabs.map(
    ({ label, code }) => `<figure><figcaption>${escapeHtml(label)}</figcaption>${codeBlock(code)}</figure>`,
  );
  return `<div class="tabs">\n${figures.join("\n")}\n</div>\n`;
}
