import { chunksOf, lazyStream } from "./byte-stream.ts";
import type { FileInput, FileStream } from "./file-types.ts";
import type { Restart } from "./limited.ts";

/** Fields of a form with files. */
export type FileForm = Record<string, FileInput>;

type Part = Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;

/** Reads the fields of a form. @throws TypeError for what is not a file */
export function toFileForm(body: unknown): FileForm {
  const fields = Object.entries(Object(body));
  if (fields.length === 0) throw new TypeError("the body is a form with files");
  for (const [name, value] of fields) {
    if (!(contentOf(value) instanceof ReadableStream || value instanceof Blob)) {
      throw new TypeError(`"${name}" of the body is a Blob, a ReadableStream or { stream }, not ${typeof value}`);
    }
  }
  return body as FileForm;
}

/** Whether a form can be sent a second time. */
export function isReplayable(form: FileForm): boolean {
  return Object.values(form).every((input) => input instanceof Blob);
}

/**
 * What fetch takes of a form: a stream that is read as it is sent, so that no file is held in memory; a Blob in browsers,
 * which send no streams over HTTP/1.1.
 * @param restart called for each part that is handed on
 */
export async function encodeForm(form: FileForm, given: Headers, restart: Restart): Promise<RequestInit> {
  const data = new FormData();
  for (const [field, input] of Object.entries(form)) {
    const { name = "file", type = "" } = input as FileStream;
    data.append(field, new File([], name, { type }));
  }
  // The platform writes all but the content, which goes where the empty files are.
  const empty = await new Response(data).text();
  const [, boundary] = /^--(.*)\r\n/.exec(empty) ?? [];
  const frame = empty.split(/(?<=\r\n\r\n)/).map((text) => new TextEncoder().encode(text));
  const inputs = Object.values(form);
  const parts = frame.flatMap((bytes, index) => [bytes, ...inputs.slice(index, index + 1).map(contentOf)]);
  const headers = { ...Object.fromEntries(given), "content-type": `multipart/form-data; boundary=${boundary}` };
  if (typeof document !== "undefined") {
    const toBlob = (part: Part) =>
      part instanceof ReadableStream ? new Response(concat([part], restart)).blob() : part;
    const body = new Blob(await Promise.all(parts.map(toBlob)));
    // No progress can be seen here, so only the deadline counts.
    restart("deadlineMs");
    return { headers, body };
  }
  const sizes = [...frame.map(({ length }) => length), ...inputs.map((input) => (input as Blob).size)];
  const size = sizes.reduce((sum, each) => sum + each);
  // Unknown as soon as that of one file is.
  if (size >= 0) Object.assign(headers, { "content-length": String(size) });
  return { headers, body: concat(parts, restart), ...streamOptions() };
}

/**
 * A stream needs `duplex`. Node keeps a copy of all that it sends unless nobody could want it again, by a redirect or
 * for a window; workers know no redirect "error".
 */
function streamOptions(): RequestInit {
  const isNode = (globalThis as { process?: { versions?: { undici?: string } } }).process?.versions?.undici;
  return { duplex: "half", redirect: isNode ? "error" : "manual", window: null } as RequestInit;
}

/** The bytes of all parts, one after the other. */
function concat(parts: Part[], restart: Restart): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = chunksOf(bytesOf(parts, restart));
  return lazyStream(chunks.next, chunks.cancel);
}

async function* bytesOf(parts: Part[], restart: Restart): AsyncGenerator<Uint8Array, undefined> {
  for (const part of parts) {
    const chunks = chunksOf(part instanceof ReadableStream ? part : new Blob([part]).stream());
    try {
      for (;;) {
        restart();
        const { done, value } = await chunks.next();
        if (done) break;
        yield value as Uint8Array;
      }
    } finally {
      await chunks.cancel(undefined);
    }
  }
}

/** The content of a file, or nothing for what is none. */
function contentOf(input: unknown): Blob | ReadableStream<Uint8Array> {
  if (input instanceof Blob || input instanceof ReadableStream) return input;
  return (Object(input) as FileStream).stream;
}
