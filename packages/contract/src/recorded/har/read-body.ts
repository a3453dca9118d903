/** Bodies of HAR entries: as text, in base64, as the fields of a form, or not kept. */
import { isObject, type Json } from "@agora-chat-openapi/description";
import { type Body, parseParameters, sizeOf } from "@agora-chat-openapi/description/validate";
import type { Attached } from "./attached.ts";
import { LongText } from "./parse-entry.ts";

type Fields = Record<string, string>;

const BASE64 = /^[\w+/=\s-]*$/;

/** Browsers keep the first part of a longer body, 1 MB and more. */
const BROWSERS_KEEP = 1_000_000;

/** The body of `response.content`; undefined when it was not kept. */
export function responseBody(content: Json, fields: Fields, attached: Attached): Body {
  const size = Number(content["size"] ?? -1);
  const body = contentOf(content, attached);
  if (body !== undefined && body.length > 0) {
    const bytes = sizeOf(body);
    return bytes >= BROWSERS_KEEP && bytes < size ? undefined : body;
  }
  // Of redirections, Chrome says that they have no bytes.
  return size === 0 && !(Number(fields["content-length"]) > 0) ? "" : undefined;
}

/** The body of `request.postData`; undefined when it was not kept. @param size `request.bodySize`, -1 when unknown */
export function requestBody(postData: Json | undefined, size: number, fields: Fields, attached: Attached): Body {
  const body = postData && contentOf(postData, attached);
  if (body !== undefined && body.length > 0) return body;
  const params = postData?.["params"];
  if (Array.isArray(params) && params.length > 0) {
    return formOf(params.filter(isObject), fields["content-type"] ?? String(postData?.["mimeType"] ?? ""));
  }
  const announced = fields["content-length"];
  if (announced !== undefined) return Number(announced) > 0 ? undefined : "";
  const isSilent = size > 0 || "transfer-encoding" in fields || (size < 0 && "content-type" in fields);
  return isSilent ? undefined : "";
}

function contentOf({ text, encoding, _file }: Json, attached: Attached): string | Uint8Array | undefined {
  if (typeof _file === "string") return attached(_file);
  if (typeof text !== "string" && !(text instanceof LongText)) return undefined;
  if (!encoding) return typeof text === "string" ? text : text.text();
  if (encoding !== "base64") return undefined;
  // Firefox calls text in base64, too.
  if (!BASE64.test(typeof text === "string" ? text : text.beginning())) {
    return typeof text === "string" ? text : text.text();
  }
  return typeof text === "string" ? Buffer.from(text, "base64") : text.fromBase64();
}

function formOf(params: Json[], contentType: string): Body {
  const { value: type, parameters } = parseParameters(contentType);
  if (type.toLowerCase() !== "multipart/form-data") {
    return new URLSearchParams(params.map(({ name, value }) => [asText(name), asText(value)])).toString();
  }
  const boundary = parameters.get("boundary");
  if (!boundary) return undefined;
  const parts = params.map(({ name, value, fileName, contentType: partType }) => {
    const file = typeof fileName === "string" ? `; filename="${quoted(fileName)}"` : "";
    const head = `content-disposition: form-data; name="${quoted(asText(name))}"${file}`;
    return `--${boundary}\r\n${head}${partType ? `\r\ncontent-type: ${partType}` : ""}\r\n\r\n${asText(value)}\r\n`;
  });
  return `${parts.join("")}--${boundary}--\r\n`;
}

function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function asText(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
