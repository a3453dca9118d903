/** Blocks that pages have and Markdown has not, made of the tokens of plain Markdown. */
import type { Token, Tokens } from "marked";

/** Neighbouring code blocks of which one shows at a time: ```` ```ts tab="By path" ````. */
export interface CodeTabs extends Tokens.Generic {
  type: "codeTabs";
  tabs: { label: string; code: Tokens.Code }[];
}

/** A heading of the fourth level that shows or hides the block below it. */
export interface Fold extends Tokens.Generic {
  type: "fold";
  heading: Tokens.Heading;
  content: Token;
  open: boolean;
}

const TAB = /\btab="([^"]+)"/;

/** Joins code blocks with a `tab` to those right before them. */
export function joinTabs(tokens: Token[]): Token[] {
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

/** Folds each heading of the fourth level with the block below it. @param opens whether the first one is open. */
export function foldParts(tokens: Token[], opens: boolean): Token[] {
  const folded: Token[] = [];
  let heading: Tokens.Heading | undefined;
  let open = opens;
  for (const token of tokens.filter(({ type }) => type !== "space")) {
    if (token.type === "heading" && token.depth === 4) {
      heading = token as Tokens.Heading;
    } else if (heading) {
      folded.push({ type: "fold", raw: "", heading, content: token, open });
      heading = undefined;
      open = false;
    } else folded.push(token);
  }
  return folded;
}
