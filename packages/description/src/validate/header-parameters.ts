/** A header value with parameters, such as `form-data; name="file"`. */
export interface ParameterizedValue {
  value: string;
  /** By name in lower case; of a name that comes twice the first. */
  parameters: Map<string, string>;
}

/** One parameter: a name, and a text in quotes or one up to the next semicolon. */
const PARAMETER = /;\s*([^\s=;]+)\s*(?:=\s*(?:"((?:\\.|[^"\\])*)"|([^;]*)))?/gs;

/** Reads a header value. A parameter `name*` (RFC 8187) wins over `name`. */
export function parseParameters(text: string): ParameterizedValue {
  const end = text.indexOf(";");
  const value = (end < 0 ? text : text.slice(0, end)).trim();
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, plain = ""] of end < 0 ? [] : text.slice(end).matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted === undefined ? plain.trim() : unescapeQuoted(quoted));
  }
  for (const [name, encoded] of [...parameters]) {
    if (!name.endsWith("*")) continue;
    const decoded = decodeExtended(encoded);
    if (decoded !== undefined) parameters.set(name.slice(0, -1), decoded);
  }
  return { value, parameters };
}

/** Only quotes and backslashes are escaped: other backslashes are those of a path. */
function unescapeQuoted(text: string): string {
  return text.replaceAll(/\\(["\\])/g, "$1");
}

/** `UTF-8''a%20b.jpg` as text, or undefined for what is not in this form, the only one that senders use. */
function decodeExtended(text: string): string | undefined {
  const [, charset = "", encoded = ""] = /^([\w-]+)'[^']*'(.*)$/s.exec(text) ?? [];
  try {
    if (charset.toLowerCase() === "utf-8") return decodeURIComponent(encoded);
  } catch {
    // It is not encoded as it says: the plain parameter stays.
  }
  return undefined;
}
