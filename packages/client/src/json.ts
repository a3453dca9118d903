/** An integer as JSON writes it. */
const INTEGER = /^-?(0|[1-9]\d*)$/;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}[\],]/gs;

/**
 * Parses JSON. Integers at the given pointers, which JSON.parse would round, become strings of their digits.
 * @throws SyntaxError
 */
export function parseJson(text: string, int64: readonly string[] = []): unknown {
  const quote = (token: string) => (INTEGER.test(token) ? `"${token}"` : token);
  return JSON.parse(int64.length > 0 ? mapScalars(text, int64, quote) : text);
}

/**
 * The opposite: strings of digits at the given pointers are written as integers.
 * @throws TypeError for what is not an integer there, or was rounded already
 */
export function toJson(body: unknown, int64: readonly string[]): string {
  return mapScalars(JSON.stringify(body), int64, (token, pointer) => {
    const digits = token.replace(/^"(.*)"$/, "$1");
    if (INTEGER.test(digits) && (digits !== token || Number.isSafeInteger(Number(digits)))) return digits;
    throw new TypeError(`${pointer} of the body is a string of digits such as "42", not ${token}`);
  });
}

/**
 * Changes the strings and numbers of a JSON text that stand at the given pointers. The items of a list have the pointer
 * of the list.
 */
function mapScalars(
  text: string,
  pointers: readonly string[],
  change: (token: string, pointer: string) => string,
): string {
  /** For each object around, innermost last, the key that is read, as part of a pointer; nothing for a list. */
  const keys: string[] = [];
  const isObject: boolean[] = [];
  let isKeyNext = false;

  return text.replace(TOKEN, (token) => {
    if (token === "{" || token === "[") {
      isKeyNext = token === "{";
      isObject.push(isKeyNext);
      keys.push("");
    } else if (token === "}" || token === "]") {
      isObject.pop();
      keys.pop();
    } else if (token === ",") {
      isKeyNext = isObject.at(-1) === true;
    } else if (isKeyNext) {
      isKeyNext = false;
      keys[keys.length - 1] = `/${String(JSON.parse(token)).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    } else {
      const pointer = keys.join("");
      if (pointers.includes(pointer)) return change(token, pointer);
    }
    return token;
  });
}
