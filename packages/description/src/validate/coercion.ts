/** What a value that comes as text can stand for. */
import type { TextValue } from "../operations/parameter.ts";
import { toNumber } from "../schemas/integers.ts";

type Types = ReadonlySet<string>;

/** The values that the text of a parameter or header can mean, the likeliest first. Several texts are a repeated name. */
export function coercionsOf({ types, itemTypes, repeats }: TextValue, texts: string[]): unknown[] {
  if (texts.length === 1 && types.size === 1 && types.has("string")) return texts;
  const text = texts[0] ?? "";
  if (!types.has("array")) return texts.length > 1 ? [texts] : scalarsOf(types, text);
  const parts = repeats && texts.length > 1 ? texts : texts.flatMap((each) => each.split(","));
  const list = parts.map((part) => scalarsOf(itemTypes, part)[0]);
  return texts.length > 1 ? [list] : [list, ...scalarsOf(types, text)];
}

/** The value that a field of a form most likely means. An object or a list in one field is JSON. */
export function coerceField(types: Types, itemTypes: Types, texts: string[]): unknown {
  const [text = ""] = texts;
  if (texts.length > 1) return texts.map((each) => scalarsOf(itemTypes, each)[0]);
  if (types.has("object") || types.has("array")) {
    const parsed = parseHolder(text);
    if (parsed !== undefined) return parsed;
  }
  return scalarsOf(types, text)[0];
}

function scalarsOf(types: Types, text: string): unknown[] {
  const found: unknown[] = [];
  if ((types.has("integer") || types.has("number")) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    found.push(toNumber(text));
  }
  if (types.has("boolean") && (text === "true" || text === "false")) found.push(text === "true");
  if (types.has("string") || found.length === 0) found.push(text);
  return found;
}

function parseHolder(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined; // It stays the text that it is.
  }
}
