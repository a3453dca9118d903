type Value = string | number | readonly (string | number)[];

/**
 * Puts parameters into a path, each percent-encoded, lists joined with commas.
 * @throws TypeError for a value that would lead to another path: empty, `.`, `..`, or a list item with a comma.
 */
export function serializePath(path: string, params: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] as Value | undefined;
    if (!Array.isArray(value)) return segment(path, name, value);
    if (value.length === 0) throw new TypeError(`${path}: "${name}" is an empty list`);
    return value
      .map((item) => {
        // The service splits at every comma, an encoded one too.
        if (String(item).includes(",")) throw new TypeError(`${path}: an item of "${name}" has a comma`);
        return segment(path, name, item);
      })
      .join(",");
  });
}

function segment(path: string, name: string, value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (text === "" || text === "." || text === "..") {
    throw new TypeError(`${path}: "${name}" is ${value === undefined ? "missing" : JSON.stringify(value)}`);
  }
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new TypeError(`${path}: "${name}" is not well-formed text`, { cause });
  }
}
