/** Integers beyond 2^53, which JSON.parse rounds, are made strings; strings in the text are passed over. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON. The values at the given pointers are 64-bit integers: they become strings of digits, every digit kept.
 * So do others of such an answer that JSON.parse would round.
 * @throws SyntaxError
 */
export function parseJson(text: string, int64: readonly string[] = []): unknown {
  if (int64.length === 0) return JSON.parse(text);
  const quoted = text.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
  return mapAll(JSON.parse(quoted), int64, (value) => (typeof value === "number" ? String(value) : value));
}

/** The opposite: strings of digits at the given pointers are written as numbers, every digit kept. */
export function toJson(body: unknown, int64: readonly string[] = []): string {
  if (int64.length === 0) return JSON.stringify(body);
  const mark = `int64-${Math.random()}:`;
  const marked = mapAll(body, int64, (value) => (/^-?\d+$/.test(String(value)) ? `${mark}${value}` : value));
  return JSON.stringify(marked).replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

function mapAll(node: unknown, pointers: readonly string[], change: (value: unknown) => unknown): unknown {
  return pointers.reduce((value, pointer) => mapAt(value, pointer.split("/").slice(1), change), node);
}

/** A copy with one value changed, or one in each item of an array. */
function mapAt(node: unknown, [key, ...rest]: string[], change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(node);
  if (Array.isArray(node)) return node.map((item) => mapAt(item, [key, ...rest], change));
  if (typeof node !== "object" || node === null || !(key in node)) return node;
  return { ...node, [key]: mapAt((node as Record<string, unknown>)[key], rest, change) };
}
