/** Header fields as they stand on the wire: name, value, name, value. */
import { isUtf8 } from "node:buffer";

/** Fields that are about one connection, and not about the message. */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The fields to forward. @param others names of fields to leave out beside those of the connection */
export function endToEnd(raw: readonly string[], others: readonly string[] = []): string[] {
  const pairs = pairsOf(raw);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === "connection")
    .flatMap(([, value]) =>
      value
        .toLowerCase()
        .split(",")
        .map((name) => name.trim()),
    );
  const dropped = new Set([...HOP_BY_HOP, ...named, ...others]);
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

/** Fields by name in lower case, as text; those of one name in one. */
export function fieldsOf(raw: readonly string[]): Record<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of pairsOf(raw)) {
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? asText(value) : `${before}, ${asText(value)}`);
  }
  return Object.fromEntries(fields);
}

function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] ?? "", raw[2 * index + 1] ?? ""]);
}

/** Node reads each byte of a field as one character. */
function asText(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}
