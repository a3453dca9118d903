/** Bodies as values: JSON, forms and forms with files. */
import type { Description } from "../document/description.ts";
import type { MediaType } from "../operations/content.ts";
import { FORM, MULTIPART } from "../operations/media-type.ts";
import { parseJson } from "../schemas/integers.ts";
import { itemTypesIn, propertyVariants, typesIn } from "../schemas/walk.ts";
import { coerceField } from "./coercion.ts";
import { textOf } from "./exchange.ts";
import { parseParameters } from "./header-parameters.ts";
import { parseMultipart } from "./multipart.ts";

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
 * a text of as many blanks as it has bytes: a schema says how long it may be, and nothing of what is in it.
 */
export type ReadBody = { value: unknown; files: FormFile[]; fault?: undefined } | { fault: string };

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

/** What V8 says of broken JSON, without the text that it quotes, secrets and all. */
const REASON = /^Unexpected (?:token '.'|end of JSON input)|^[^"]* at position \d+/su;

/** Parses a JSON body. */
export function readJson(body: string | Uint8Array): ReadBody {
  try {
    return { value: parseJson(textOf(body)), files: [] };
  } catch (error) {
    const reason = REASON.exec((error as Error).message)?.[0];
    return { fault: `expected JSON, but it does not parse${reason === undefined ? "" : `: ${reason}`}` };
  }
}

function readForm(description: Description, media: MediaType, body: string | Uint8Array): ReadBody {
  return { value: fieldsOf(description, media, new URLSearchParams(textOf(body))), files: [] };
}

function readMultipart(
  description: Description,
  media: MediaType,
  contentType: string,
  body: string | Uint8Array,
): ReadBody {
  const { value: type, parameters } = parseParameters(contentType);
  const boundary = type.toLowerCase() === MULTIPART ? parameters.get("boundary") : undefined;
  if (!boundary) return { fault: "expected a boundary in Content-Type, which has none" };
  // A text keeps the bytes of a file only as far as they are text; its frame is all that is needed.
  const read = parseMultipart(typeof body === "string" ? Buffer.from(body) : body, boundary);
  if (read.fault !== undefined) return { fault: `expected a multipart body, but ${read.fault}` };
  const fields: [string, string][] = [];
  const files: FormFile[] = [];
  for (const { name, filename, type, bytes } of read.parts) {
    fields.push([name, filename === undefined ? textOf(bytes) : " ".repeat(bytes.length)]);
    if (filename !== undefined) files.push({ field: name, name: filename, type, bytes });
  }
  return { value: fieldsOf(description, media, fields), files };
}

function fieldsOf(description: Description, { schema }: MediaType, fields: Iterable<[string, string]>): object {
  const texts = new Map<string, string[]>();
  for (const [name, text] of fields) {
    const known = texts.get(name);
    if (known) known.push(text);
    else texts.set(name, [text]);
  }
  return Object.fromEntries(
    [...texts].map(([name, values]) => {
      const variants = schema ? propertyVariants(description, schema.pointer, name) : [];
      return [name, coerceField(typesIn(variants), itemTypesIn(description, variants), values)];
    }),
  );
}
