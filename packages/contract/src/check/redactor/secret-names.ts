/** Names of header fields, parameters and properties that hold secrets. */

/** Parts of such names. Those of the last line sign URLs. */
const PARTS = ["secret", "passw(?:or)?d", "pwd", "token", "authorization", "cookie", "credential", "key"].concat(
  "signature",
  "x-amz-",
);
/** Names that others may have in them. With the `security` of a callback anybody can put another body under it. */
const WHOLE = ["sig", "security"];

const NAME = new RegExp(`${PARTS.join("|")}|^(?:${WHOLE.join("|")})$`, "i");
/** A text in which no such name occurs needs no closer look. */
const HINT = new RegExp([...PARTS, ...WHOLE].join("|"), "i");
/** Lists of names, such as those of attributes, that are no secrets to be looked for elsewhere. */
const NAMES_OF_THINGS = /keys$/i;

export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

/** Whether what stands under a secret name is a secret wherever else it turns up. */
export function isSecretElsewhere(name: string): boolean {
  return isSecretName(name) && !NAMES_OF_THINGS.test(name);
}

/** Whether a text may have a secret name in it. */
export function mayNameSecret(text: string): boolean {
  return HINT.test(text);
}

const WORD = `["']?(?:[\\w-]*(?:${PARTS.join("|")})[\\w-]*|\\b(?:${WHOLE.join("|")}))["']?`;

/** `"password": "…"` and the like in what does not parse: name, what is between, value in quotes, value without. */
export const NAMED = new RegExp(`(${WORD})(\\s*[:=]\\s*)(?:"((?:[^"\\\\]|\\\\.)*)"?|([^\\s,;&"'}]+))`, "gi");

/** A part of a form with files whose name is secret: its head, its content. */
export const PART = new RegExp(
  `(content-disposition:[^\\r\\n]*name="?[^"\\r\\n;]*(?:${PARTS.join("|")})[^\\r\\n]*(?:\\r?\\n[^\\r\\n]+)*\\r?\\n\\r?\\n)([\\s\\S]*?)(?=\\r?\\n--)`,
  "gi",
);

/** A parameter of a URL, on its own or within a text: what is before it, its name, its value. */
export const URL_PARAMETER = /([?&;#])([^=&#\s"'<>?]+)=([^&#\s"'<>]*)/g;
