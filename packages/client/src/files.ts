import { toFormData } from "./form.ts";
import type { Timer } from "./timeout.ts";

/** A file that is sent as it is read; give `size` in bytes if you know it. */
export interface FileStream {
  stream: ReadableStream<Uint8Array>;
  /** Name to send. @default "file" */
  name?: string;
  /** Media type to send. @default "application/octet-stream" */
  type?: string;
  /** In bytes. */
  size?: number;
}

/** What can be uploaded. A Blob can be sent again after a failure, a stream cannot. */
export type FileInput = Blob | ReadableStream<Uint8Array> | FileStream;

/** A file as it arrives. */
export interface FileDownload {
  /** The bytes, read from the network as you read them. */
  stream: ReadableStream<Uint8Array>;
  /** In bytes, where the service says so. */
  size: number | undefined;
  /** Media type, where the service says so. */
  type: string;
}

/** Fields of a form with files. */
export type Form = Record<string, FileInput>;

/** What the transport needs to stream files. */
export interface Files {
  /** Whether a form can be sent a second time. */
  isReplayable(form: Form): boolean;
  /** A request with the form as its body; `progress` is called for each part that is handed on. */
  attachForm(request: Request, form: Form, progress: () => void): Promise<Request>;
  /** A body that fails when its reader waits too long for the next part. */
  watchBody(
    body: ReadableStream<Uint8Array>,
    timer: Timer,
    explain: (error: unknown) => unknown,
  ): ReadableStream<Uint8Array>;
}

export const files: Files = { isReplayable, attachForm, watchBody };

function isReplayable(fields: Form): boolean {
  return Object.values(fields).every((value) => value instanceof Blob);
}

async function attachForm(request: Request, form: Form, progress: () => void): Promise<Request> {
  const { body, headers } = await encodeForm(form, progress);
  // A stream needs `duplex`. Node keeps a copy of all that it sends unless nobody could want it again, by a redirect or
  // for a window; workers know no redirect "error".
  const isNode = (globalThis as { process?: { versions?: { undici?: string } } }).process?.versions?.undici;
  const streamed = { duplex: "half", redirect: isNode ? "error" : "manual", window: null };
  const init = { method: request.method, headers: { ...Object.fromEntries(request.headers), ...headers }, body };
  return new Request(request.url, { ...init, ...streamed } as RequestInit);
}

/** Encodes a form as a stream that is read as it is sent, so that no file is held in memory. */
async function encodeForm(
  fields: Form,
  progress: () => void,
): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  // Browsers send no streams over HTTP/1.1, so there a form is handed over whole.
  if (typeof document !== "undefined") return { body: toFormData(await toBlobs(fields)), headers: {} };

  const boundary = crypto.randomUUID();
  const encoder = new TextEncoder();
  const parts = Object.entries(fields).map(([field, input]) => {
    const { stream, name = "file", type, size = Number.NaN } = describe(input);
    const head = encoder.encode(
      `--${boundary}\r\ncontent-disposition: form-data; name="${quote(field)}"; filename="${quote(name)}"\r\ncontent-type: ${type || "application/octet-stream"}\r\n\r\n`,
    );
    return { head, stream, size: head.length + size + 2 };
  });
  const end = encoder.encode(`--${boundary}--\r\n`);

  async function* bytes(): AsyncGenerator<Uint8Array, undefined> {
    for (const { head, stream } of parts) {
      yield head;
      for await (const chunk of stream as AsyncIterable<Uint8Array> & ReadableStream<Uint8Array>) yield chunk;
      yield encoder.encode("\r\n");
    }
    yield end;
  }
  const iterator = bytes();
  const body = streamOf(
    () => {
      progress();
      return iterator.next();
    },
    () => iterator.return(undefined),
  );
  const size = parts.reduce((sum, part) => sum + part.size, end.length);
  return {
    body,
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      // Unknown as soon as one part is.
      ...(size >= 0 && { "content-length": String(size) }),
    },
  };
}

function watchBody(
  body: ReadableStream<Uint8Array>,
  timer: Timer,
  explain: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  timer.pause();
  return streamOf(
    async () => {
      timer.touch();
      try {
        const part = await reader.read();
        if (part.done) timer.stop();
        else timer.pause();
        return part;
      } catch (error) {
        timer.stop();
        throw explain(error);
      }
    },
    (reason) => {
      timer.stop();
      return reader.cancel(reason);
    },
  );
}

/** A stream that reads on only when it is read. */
function streamOf(
  next: () => Promise<{ done?: boolean; value?: Uint8Array | undefined }>,
  cancel: (reason: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array);
    },
    async cancel(reason) {
      await cancel(reason);
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

function describe(input: FileInput): FileStream {
  if (input instanceof ReadableStream) return { stream: input };
  if (!(input instanceof Blob)) return input;
  const { type, size, name } = input as Blob & { name?: string };
  return { stream: input.stream(), type, size, ...(name && { name }) };
}

/** Reads what fetch cannot stream here. */
async function toBlobs(form: Form): Promise<Record<string, Blob>> {
  const blobs = Object.entries(form).map(async ([field, input]) => {
    if (input instanceof Blob) return [field, input];
    const { stream, name = "file" } = describe(input);
    return [field, new File([await new Response(stream).blob()], name)];
  });
  return Object.fromEntries(await Promise.all(blobs));
}

/** As browsers write names in forms. */
function quote(name: string): string {
  return name.replace(/["\r\n]/g, encodeURIComponent);
}
