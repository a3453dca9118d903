/**
 * Puts parameters into a path, each percent-encoded, lists joined with commas.
 * @throws TypeError for a value that would lead to another path: empty, `.`, `..`, or a list item with a comma;
 * URIError for text that is not well-formed.
 */
export function serializePath(path: string, params: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    const isList = Array.isArray(value);
    const encode = (item: unknown) => {
      const text = String(item ?? "");
      // The service splits a list at every comma, an encoded one too.
      if (/^\.{0,2}$/.test(text) || (isList && text.includes(","))) {
        throw new TypeError(`${path}: bad ${name} ${JSON.stringify(item)}`);
      }
      return encodeURIComponent(text);
    };
    return isList && value.length > 0 ? value.map(encode).join(",") : encode(isList ? "" : value);
  });
}
