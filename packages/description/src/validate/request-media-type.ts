import type { MediaType } from "../operations/content.ts";
import { essence, FORM, isJson, matchingMediaType } from "../operations/media-type.ts";
import type { RequestBody } from "../operations/operation.ts";
import { textOf } from "./exchange.ts";

/**
 * The documented media type of a request's body. JSON is known as JSON, as the service knows it, when it comes without
 * `Content-Type`, or with the type of a form, which curl adds by itself.
 */
export function mediaTypeFor(
  { content }: RequestBody,
  contentType: string,
  body: string | Uint8Array | undefined,
): MediaType | undefined {
  const type = essence(contentType);
  const isUnsaid = type === "" || type === FORM;
  const json = isUnsaid ? [...content.values()].find((media) => isJson(media.type)) : undefined;
  if (json && body !== undefined && (!content.has(FORM) || isHolder(body))) return json;
  return content.get(contentType) ?? content.get(matchingMediaType(content.keys(), type) ?? "");
}

/** Whether a body begins like an object or a list. */
function isHolder(body: string | Uint8Array): boolean {
  return /^\s*[[{]/.test(textOf(typeof body === "string" ? body.slice(0, 100) : body.subarray(0, 100)));
}
