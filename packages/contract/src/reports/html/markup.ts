/** HTML as text that is escaped by construction. */
import { printable } from "../printable.ts";

/** HTML that is written as it is. Only `html` makes it from text. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | Part[] | undefined | false;

/** A piece of HTML: each value in it is escaped, other pieces and lists of pieces are put in, nothing is left out. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(
    strings.map((string, index) => string + (index < parts.length ? written(parts[index]) : "")).join(""),
  );
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function written(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(written).join("");
  return printable(String(part)).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
