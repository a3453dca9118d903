/** Code that stands in a literal as it is. */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Longest line before a literal is broken, in characters. */
const LINE = 64;

/** A value as TypeScript, an object or array on one line where it fits. @param lead characters before it on its line. */
export function literal(value: unknown, lead = 0): string {
  return print(value, "", lead, {
    name: (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)),
    last: ",",
  });
}

/** A value as JSON, an object or array on one line where it fits. */
export function json(value: unknown): string {
  return print(value, "", 0, { name: (key) => JSON.stringify(key), last: "" });
}

interface Syntax {
  name: (key: string) => string;
  /** What follows the last item on lines of its own. */
  last: string;
}

function print(value: unknown, indent: string, lead: number, syntax: Syntax): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const inside = (item: unknown, label = "") => label + print(item, deeper, deeper.length + label.length, syntax);
  const items = Array.isArray(value)
    ? value.map((item) => inside(item))
    : Object.entries(value).map(([key, item]) => inside(item, `${syntax.name(key)}: `));
  const [open, close, space] = Array.isArray(value) ? ["[", "]", ""] : ["{", "}", items.length > 0 ? " " : ""];
  const line = `${open}${space}${items.join(", ")}${space}${close}`;
  if (items.length === 0 || (lead + line.length <= LINE && !line.includes("\n"))) return line;
  return `${open}\n${deeper}${items.join(`,\n${deeper}`)}${syntax.last}\n${indent}${close}`;
}
