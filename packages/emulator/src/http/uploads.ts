/** Files that come with a call are stored before it has its turn, and go again when it is refused. */
import { MULTIPART } from "@agora-chat-openapi/description";
import { parseParameters } from "@agora-chat-openapi/description/validate";
import type { HttpRequest } from "@agora-chat-openapi/http";
import type { UploadedFile } from "../operations/handlers.ts";
import type { AppKey, FileStore } from "../store/store.ts";
import { readForm } from "./form-reader.ts";

/** What all forms begin with, and hardly anything else. */
const FORM = /^\s*multipart\//i;
const BYTES = "application/octet-stream";

/** A form whose files are stored. */
export interface StoredForm {
  /** The form with one byte in place of those of each file. */
  body: Buffer;
  files: readonly UploadedFile[];
}

/** Whether a request may bring files. */
export function isForm({ headers }: Pick<HttpRequest, "headers">): boolean {
  return boundaryOf(headers) !== undefined;
}

/**
 * Stores the files of a form while something is done with them.
 * @param nextId names the next file
 * @throws what `use` throws, once the files are gone again; HttpError for a form that breaks off
 */
export async function withStoredFiles<Result>(
  store: FileStore,
  app: AppKey,
  {
    headers,
    body,
    stream = toStream(body),
  }: Pick<HttpRequest, "headers" | "body"> & { stream?: AsyncIterable<Uint8Array> },
  nextId: () => string,
  use: (form: StoredForm) => Promise<Result>,
): Promise<Result> {
  const files: UploadedFile[] = [];
  try {
    const frame = await readForm(stream, boundaryOf(headers) ?? "", async ({ field, name, type }, bytes) => {
      const file = { id: nextId(), field, name, type: type || BYTES, size: 0 };
      files.push(file);
      file.size = await store.put(app, file.id, bytes);
    });
    return await use({ body: frame, files });
  } catch (error) {
    await Promise.all(files.map(({ id }) => store.delete(app, id)));
    throw error;
  }
}

async function* toStream(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}

function boundaryOf({ "content-type": type = "" }: Readonly<Record<string, string>>): string | undefined {
  if (!FORM.test(type)) return undefined;
  const { value, parameters } = parseParameters(type);
  return value.toLowerCase() === MULTIPART ? parameters.get("boundary") || undefined : undefined;
}
