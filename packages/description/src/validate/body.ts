/** Bodies as values: JSON, forms and forms with files. */
import { getMultipartBoundary, parseMultipart } from "@remix-run/multipart-parser";
import type { Description } from "../document/description.ts";
import type { MediaType } from "../operations/content.ts";
import { essence, FORM, MULTIPART } from "../operations/media-type.ts";
import { parseJson } from "../schemas/integers.ts";
import { itemTypesIn, propertyVariants, typesIn } from "../schemas/walk.ts";
import { coerceField } from "./coercion.ts";
import { textOf } from "./exchange.ts";

/** A file that came as a part of a form. */
export interface FormFile {
  /** The name of its field. */
  field: string;
  /** The name that the sender gave it, or "". */
  name: string;
  /** Media type, or "" where the part has none. */
  type: string;
  bytes: Uint8Array;
}

/**
 * A body that was read, or the fault why it is not what its media type says. In the value of a form with files, a file is
 * an empty text: a schema says nothing of its bytes.
 */
export type ReadBody = { value: unknown; files: FormFile[]; fault?: undefined } | { fault: string };

/** More than any body that is worth reading, in bytes. */
const MAX_FORM = 64 * 1024 * 1024;
const MAX_PARTS = 1000;

/** Whether a body of this type can be read into a value. */
export function isReadable({ isJson, type }: MediaType): boolean {
  return isJson || type === FORM || type === MULTIPART;
}

/** Reads a body by its documented media type, the fields of a form as what their schema says that they are. */
export function readBody(
  description: Description,
  media: MediaType,
  contentType: string,
  body: string | Uint8Array,
): ReadBody {
  if (media.isJson) return readJson(body);
  return media.type === MULTIPART
    ? readMultipart(description, media, contentType, body)
    : readForm(description, media, body);
}

/** Parses a JSON body. */
export function readJson(body: string | Uint8Array): ReadBody {
  try {
    return { value: parseJson(textOf(body)), files: [] };
  } catch (error) {
    // The reason of V8 quotes the body, secrets and all; where it breaks is enough.
    const at = /at position \d+|Unexpected end/.exec((error as Error).message)?.[0] ?? "";
    return { fault: `expected JSON, but it does not parse${at && `: ${at}`}` };
  }
}

function readForm(description: Description, media: MediaType, body: string | Uint8Array): ReadBody {
  const fields = new URLSearchParams(textOf(body));
  const texts = new Map([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
  return { value: fieldsOf(description, media, texts), files: [] };
}

function readMultipart(
  description: Description,
  media: MediaType,
  contentType: string,
  body: string | Uint8Array,
): ReadBody {
  const boundary = essence(contentType) === MULTIPART ? getMultipartBoundary(contentType) : null;
  if (!boundary) return { fault: "expected a boundary in Content-Type, which has none" };
  // A text keeps the bytes of a file only as far as they are text; its frame is all that is needed.
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const texts = new Map<string, string[]>();
  const files: FormFile[] = [];
  try {
    const limits = { maxFileSize: MAX_FORM, maxTotalSize: MAX_FORM, maxParts: MAX_PARTS };
    for (const part of parseMultipart(bytes, { boundary, ...limits })) {
      if (part.name === undefined) return { fault: "expected a name for each part, but one has none" };
      texts.set(part.name, [...(texts.get(part.name) ?? []), part.isFile ? "" : part.text]);
      if (!part.isFile) continue;
      files.push({ field: part.name, name: part.filename ?? "", type: part.mediaType ?? "", bytes: part.bytes });
    }
  } catch (error) {
    return { fault: `expected a multipart body with boundary ${boundary}, but ${(error as Error).message}` };
  }
  return { value: fieldsOf(description, media, texts), files };
}

function fieldsOf(description: Description, { schema }: MediaType, texts: Map<string, string[]>): object {
  return Object.fromEntries(
    [...texts].map(([name, values]) => {
      const variants = schema ? propertyVariants(description, schema.pointer, name) : [];
      return [name, coerceField(typesIn(variants), itemTypesIn(description, variants), values)];
    }),
  );
}
