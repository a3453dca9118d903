/** XML as text. */
import { printable } from "../printable.ts";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};
export type Attributes = Record<string, string | number | undefined>;

/** An element; its children are XML already. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, children: string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeXml(String(value))}"`,
  );
  const open = `<${name}${written.join("")}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join("\n")}</${name}>`;
}

/** Text as XML. What XML cannot hold is written as `\u001b`. */
export function escapeXml(text: string): string {
  const lines = text.split("\n").map(printable).join("\n");
  return lines.replace(/[&<>"\n]/g, (char) => ENTITIES[char] ?? char);
}
