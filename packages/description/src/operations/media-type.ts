/** Media types as `Content-Type` has them. */

/** Type and subtype in lower case, without parameters. */
export function essence(contentType: string): string {
  const end = contentType.indexOf(";");
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

export function isJson(type: string): boolean {
  return type === "application/json" || type.endsWith("+json");
}

export const FORM = "application/x-www-form-urlencoded";
export const MULTIPART = "multipart/form-data";

/** The documented media type that matches a given one: itself, `type/*` or the most general. */
export function matchingMediaType(documented: Iterable<string>, type: string): string | undefined {
  const all = [...documented];
  const general = `${type.split("/")[0]}/*`;
  const found = all.find((name) => essence(name) === type) ?? all.find((name) => essence(name) === general);
  if (found) return found;
  // Bytes of whatever kind are documented as application/octet-stream, and stored files come with a type of their own.
  // JSON and pages are what errors look like.
  const isFile = !isJson(type) && type !== "text/html";
  return all.find((name) => essence(name) === "*/*" || (isFile && essence(name) === "application/octet-stream"));
}
