/** Characters that move a cursor, colour a terminal or turn text round, and those that XML and HTML cannot hold. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufffe\uffff]/gu;

/** A text in which such characters are written as `\u001b`, in one line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
}
