/**
 * Parses JSON. The values at the given pointers are 64-bit integers: they become strings of digits, every digit kept.
 * What JSON.parse rounds is read once more from the text, where it stands behind its key.
 * @throws SyntaxError
 */
export function parseJson(text: string, int64: readonly string[] = []): unknown {
  return int64.reduce((value, pointer) => {
    const keys = pointer.split("/").slice(1);
    const digits = text.matchAll(new RegExp(`"${keys.at(-1)}"\\s*:\\s*(-?\\d+)`, "g"));
    const exact = (number: unknown) => {
      if (typeof number !== "number") return number;
      if (!Number.isSafeInteger(number)) for (const [, found] of digits) if (Number(found) === number) return found;
      return String(number);
    };
    return mapAt(value, keys, exact);
  }, JSON.parse(text));
}

/** The opposite: strings of digits at the given pointers are written as numbers, every digit kept. */
export function toJson(body: unknown, int64: readonly string[] = []): string {
  if (int64.length === 0) return JSON.stringify(body);
  const mark = `int64-${Math.random()}:`;
  const marked = int64.reduce(
    (value, pointer) =>
      mapAt(value, pointer.split("/").slice(1), (item) => (/^-?\d+$/.test(String(item)) ? `${mark}${item}` : item)),
    body,
  );
  return JSON.stringify(marked).replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

/** A copy with one value changed, or one in each item of an array. */
function mapAt(node: unknown, [key, ...rest]: string[], change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(node);
  if (Array.isArray(node)) return node.map((item) => mapAt(item, [key, ...rest], change));
  if (typeof node !== "object" || node === null || !(key in node)) return node;
  return { ...node, [key]: mapAt((node as Record<string, unknown>)[key], rest, change) };
}
