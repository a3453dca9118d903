/** Integers beyond 2^53, which JSON.parse rounds, are made strings; strings in the text are passed over. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON. The values at the given pointers are 64-bit integers: they become strings of digits, every digit kept.
 * @throws SyntaxError
 */
export function parseJson(text: string, int64: readonly string[] = []): unknown {
  if (int64.length === 0) return JSON.parse(text);
  const quoted = text.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
  const value = JSON.parse(quoted);
  for (const pointer of int64) stringify(value, pointer.split("/").slice(1));
  return value;
}

function stringify(node: unknown, [key = "", ...rest]: string[]): void {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) stringify(item, [key, ...rest]);
    return;
  }
  const object = node as Record<string, unknown>;
  if (rest.length > 0) stringify(object[key], rest);
  else if (typeof object[key] === "number") object[key] = String(object[key]);
}

/** The opposite: strings of digits at the given pointers are written as numbers, every digit kept. */
export function toJson(body: unknown, int64: readonly string[] = []): string {
  if (int64.length === 0) return JSON.stringify(body);
  const mark = `int64-${Math.random().toString(36).slice(2)}:`;
  const marked = int64.reduce((value, pointer) => markAt(value, pointer.split("/").slice(1), mark), body);
  return JSON.stringify(marked).replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

/** A copy with the mark before a string of digits. */
function markAt(node: unknown, [key, ...rest]: string[], mark: string): unknown {
  if (key === undefined) return typeof node === "string" && /^-?\d+$/.test(node) ? mark + node : node;
  if (typeof node !== "object" || node === null || !(key in node)) return node;
  return { ...node, [key]: markAt((node as Record<string, unknown>)[key], rest, mark) };
}
