/**
 * The parts of a page, which is made twice: as Markdown for the site, where boxes and tabs are HTML around Markdown, and
 * as a plain text that lies beside the page for tools that read text.
 */

/** Markdown, or a part that differs between the site and the plain text. */
export type Block = string | Box | Inline | undefined | false;

interface Box {
  /** The tag that opens it on the site, such as `<div class="samples">`. */
  open: string;
  close: string;
  blocks: Block[];
}

interface Inline {
  /** HTML for the site. */
  html: string;
  /** Markdown for the plain text. */
  text: string;
}

export type Edition = "site" | "text";

/** Blocks of Markdown with an empty line between them, those that say nothing left out. */
export function render(blocks: readonly Block[], edition: Edition): string {
  return blocks
    .map((block) => renderBlock(block, edition).trim())
    .filter(Boolean)
    .join("\n\n");
}

function renderBlock(block: Block, edition: Edition): string {
  if (!block) return "";
  if (typeof block === "string") return block;
  if ("html" in block) return edition === "site" ? block.html : block.text;
  const content = render(block.blocks, edition);
  return content && edition === "site" ? `${block.open}\n\n${content}\n\n${block.close}` : content;
}

/** An element of the site around Markdown. */
export function box(tag: string, attributes: Record<string, string>, ...blocks: Block[]): Box {
  return { open: `<${tag}${attributesOf(attributes)}>`, close: `</${tag}>`, blocks };
}

/** For what stands on another page in full: search leads there. */
export const UNSEARCHED = { "data-pagefind-ignore": "" };

/** HTML for the site alone. */
export function siteOnly(html: string): Inline {
  return { html, text: "" };
}

/** What shows differently on the site and in plain text. */
export function inline(html: string, text: string): Inline {
  return { html, text };
}

/** One of the contents that share a place. */
export interface Tab {
  label: string;
  blocks: Block[];
}

/**
 * Contents of which a script shows one at a time; without it, all stand below each other, each under its label.
 * @param group Tabs of the same group follow one choice, on all pages.
 */
export function tabs(group: string, contents: Tab[]): Block {
  const [only] = contents;
  if (contents.length === 1 && only) return box("div", {}, `**${only.label}**`, ...only.blocks);
  return box(
    "div",
    { class: "tabs", "data-group": group },
    siteOnly(tabList(contents.map(({ label }) => label))),
    ...contents.map(({ label, blocks }) => box("section", { "data-tab": label }, `**${label}**`, ...blocks)),
  );
}

/** The buttons of tabs. They are there from the start, so that nothing moves when a script gives them their work. */
export function tabList(labels: string[]): string {
  const buttons = labels.map((label) => `<button type="button">${escapeHtml(label)}</button>`);
  return `<div class="tab-list not-content">${buttons.join("")}</div>`;
}

function attributesOf(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in HTML, in an attribute's double quotes, too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** A fenced block of code. @param meta what the site does with it, such as `wrap` */
export function fence(language: string, code: string, meta = ""): Block {
  return inline(`\`\`\`${language}${meta && ` ${meta}`}\n${code}\n\`\`\``, `\`\`\`${language}\n${code}\n\`\`\``);
}

/** A row of a Markdown table. */
export function row(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** A Markdown table. */
export function table(head: string[], rows: string[][]): string {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/** An anchor: lower case, words joined by hyphens. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}
