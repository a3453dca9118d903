/** Cuts secrets out of what is kept of requests and responses. */

const NAMES = "password|newpassword|client_secret|access_token|share-secret|secret|certificate|authorization";
const HIDDEN = "[hidden]";

/** In JSON, also in a text that ends within a secret. */
const IN_JSON = new RegExp(`("(?:[^"]*[_-])?(?:${NAMES}|token)"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*("|$)`, "gi");
/** In a form and in the query of a URL. */
const IN_FORM = new RegExp(`((?:^|[?&])(?:[^=&]*[_-])?(?:${NAMES}|token)=)[^&#]*`, "gi");

/** A body or URL without the values of what is named like a secret. */
export function withoutSecrets(text: string): string {
  return text.replace(IN_JSON, `$1"${HIDDEN}"`).replace(IN_FORM, `$1${HIDDEN}`);
}
