/** Bodies as values: JSON, forms and forms with files. */
import { getMultipartBoundary, parseMultipart } from "@remix-run/multipart-parser";
import { type Description, isObject, type Located } from "./description.ts";
import { textOf } from "./exchange.ts";

/** A body that was read, or why it is not what its media type says. */
export type ReadBody = { value: unknown; fault?: undefined } | { fault: string };

/** More than any body that is worth checking, in bytes. */
const MAX_FORM = 64 * 1024 * 1024;

/** Parses a JSON body. */
export function readJson(body: string | Uint8Array): ReadBody {
  try {
    return { value: JSON.parse(textOf(body)) };
  } catch (error) {
    // The reason of V8 quotes the body, secrets and all; where it breaks is enough.
    const at = /at position \d+|Unexpected end/.exec((error as Error).message)?.[0] ?? "";
    return { fault: `expected JSON, but it does not parse${at && `: ${at}`}` };
  }
}

/** Fields of a form, numbers and booleans read as such where the schema has them. */
export function readForm(description: Description, schema: Located | undefined, body: string | Uint8Array): ReadBody {
  const fields = new URLSearchParams(textOf(body));
  const value: Record<string, unknown> = {};
  for (const [name, text] of fields) value[name] = typed(description, schema, name, text);
  return { value };
}

/** Parts of a multipart body: text as text, files as an empty text, since a schema says nothing of their bytes. */
export function readMultipart(
  description: Description,
  schema: Located | undefined,
  contentType: string,
  body: string | Uint8Array,
): ReadBody {
  const boundary = getMultipartBoundary(contentType);
  if (!boundary) return { fault: "expected a boundary in Content-Type, which has none" };
  // A text keeps the bytes of a file only as far as they are text; its frame is all that is needed.
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const value: Record<string, unknown> = {};
  try {
    const limits = { maxFileSize: MAX_FORM, maxTotalSize: MAX_FORM, maxParts: 1000 };
    for (const part of parseMultipart(bytes, { boundary, ...limits })) {
      if (part.name === undefined) return { fault: "expected a name for each part, but one has none" };
      const content = part.isFile ? "" : typed(description, schema, part.name, part.text);
      const before = value[part.name];
      value[part.name] = before === undefined ? content : [before, content].flat();
    }
  } catch (error) {
    return { fault: `expected a multipart body with boundary ${boundary}, but ${(error as Error).message}` };
  }
  return { value };
}

function typed(description: Description, schema: Located | undefined, name: string, text: string): unknown {
  const property = schema && description.under(schema, "properties", name);
  const types = [property?.value["type"] ?? []].flat();
  if ((types.includes("integer") || types.includes("number")) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes("boolean") && /^(true|false)$/.test(text)) return text === "true";
  if (types.includes("object") || types.includes("array")) {
    const parsed = readJson(text);
    if (parsed.fault === undefined && (isObject(parsed.value) || Array.isArray(parsed.value))) return parsed.value;
  }
  return text;
}
