/** Finds the values that stand under secret names. */
import { essence } from "@agora-chat-openapi/description";
import { isSecretElsewhere, NAMED, PART, URL_PARAMETER } from "./secret-names.ts";

/** The values of secret parameters of the URLs in a text, decoded. */
export function secretsInUrls(text: string): string[] {
  return [...text.matchAll(URL_PARAMETER)]
    .filter(([, , name = ""]) => isSecretElsewhere(decode(name)))
    .map(([, , , value = ""]) => decode(value));
}

/** All texts and numbers that stand under a secret name in a body. */
export function secretsInBody(text: string, contentType: string): string[] {
  if (essence(contentType) === "application/x-www-form-urlencoded") {
    return [...new URLSearchParams(text)].filter(([name]) => isSecretElsewhere(name)).map(([, value]) => value);
  }
  try {
    return secretsInValue(JSON.parse(text));
  } catch {
    return secretsInText(text);
  }
}

function secretsInValue(value: unknown, isSecret = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => secretsInValue(item, isSecret));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => secretsInValue(item, isSecret || isSecretElsewhere(key)));
  }
  if (isSecret && (typeof value === "string" || typeof value === "number")) return [String(value)];
  return typeof value === "string" && value.includes("=") ? secretsInUrls(value) : [];
}

/** Of what does not parse. */
function secretsInText(text: string): string[] {
  const named = [...text.matchAll(NAMED)].map(([, , , quoted, plain]) => quoted ?? plain ?? "");
  const parts = [...text.matchAll(PART)].map((match) => match.at(-1) ?? "");
  return [...named, ...parts, ...secretsInUrls(text)];
}

/** A text that is encoded for a URL. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
