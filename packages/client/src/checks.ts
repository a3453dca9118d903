/** What would not be the call that was meant is refused before it is sent. */

const LONE_SURROGATE = /\p{Surrogate}/u;
const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws TypeError for a value that is missing or would lead to another path: `.`, `..`, or a list item with a comma */
export function checkPath(path: string, params: Record<string, unknown>): void {
  if (!path.includes("{")) return;
  for (const [, name = ""] of path.matchAll(/\{(\w+)\}/g)) {
    const value = params[name];
    const items = [value].flat();
    for (const item of items.length > 0 ? items : [""]) {
      const text = String(item ?? "");
      // The service splits a list at every comma, an encoded one too.
      if (/^\.{0,2}$/.test(text) || (Array.isArray(value) && text.includes(","))) {
        throw new TypeError(`bad path parameter "${name}": ${JSON.stringify(item) ?? "missing"}`);
      }
      checkText(name, text);
    }
  }
}

/** @throws TypeError for text that no URL can hold */
export function checkText(name: string, value: unknown): void {
  if (LONE_SURROGATE.test(String(value))) throw new TypeError(`"${name}" is not well-formed text`);
}

/** @throws TypeError for a value that no header can hold; the platform's own error would quote it, and it may be a secret */
export function checkHeaders(headers: unknown): void {
  const entries: unknown[][] = Array.isArray(headers) ? headers : Object.entries(Object(headers));
  for (const [name, value] of entries) {
    if (!HEADER_TEXT.test(String(value ?? "").trim())) {
      throw new TypeError(`the value of header "${name}" cannot be sent`);
    }
  }
}

/** @throws TypeError for what is neither a whole number from 1 on nor infinite */
export function checkCount(name: string, value: unknown): asserts value is number {
  const isCount = value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) > 0);
  if (!isCount) throw new TypeError(`"${name}" is a whole number from 1 on, or Infinity, not ${value}`);
}
