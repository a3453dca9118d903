/** An integer as JSON writes it. */
const INTEGER = /^-?(0|[1-9]\d*)$/;
/** A string or number, with the colon behind it if it is a key; or where an object or list begins or ends. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*)(\s*:)?|[{}[\]]/gs;

/**
 * Parses JSON. Integers at the given pointers, which JSON.parse would round, become strings of their digits.
 * @throws SyntaxError
 */
export function parseJson(text: string, int64: readonly string[] = []): unknown {
  return JSON.parse(int64.length > 0 ? mapScalars(text, int64, INTEGER, (token) => `"${token}"`) : text);
}

/**
 * The opposite: strings of digits at the given pointers are written as integers.
 * @throws TypeError for what is not an integer there, or was rounded already
 */
export function toJson(body: unknown, int64: readonly string[]): string {
  return mapScalars(JSON.stringify(body), int64, /^/, (token, pointer) => {
    const digits = token.replace(/^"(.*)"$/, "$1");
    if (INTEGER.test(digits) && (digits !== token || Number.isSafeInteger(Number(digits)))) return digits;
    throw new TypeError(`${pointer} of the body is a string of digits such as "42", not ${token}`);
  });
}

/**
 * Changes the strings and numbers of a JSON text that look as wanted and stand at the given pointers. The items of a list have the pointer
 * of the list.
 */
function mapScalars(
  text: string,
  pointers: readonly string[],
  wanted: RegExp,
  change: (token: string, pointer: string) => string,
): string {
  /** The key that is read in each object around, innermost last; nothing for a list. */
  const keys: string[] = [];
  return text.replace(TOKEN, (token: string, scalar?: string, colon?: string) => {
    if (scalar === undefined) {
      if (token === "{" || token === "[") keys.push("");
      else keys.pop();
    } else if (colon !== undefined) {
      keys.splice(-1, 1, scalar);
    } else if (wanted.test(token)) {
      const pointer = keys.map(toSegment).join("");
      if (pointers.includes(pointer)) return change(token, pointer);
    }
    return token;
  });
}

/** A key as part of a JSON Pointer. */
function toSegment(key: string): string {
  return key && `/${String(JSON.parse(key)).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
