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
  /** Media type. */
  type: string;
}

export interface Upload {
  body: BodyInit;
  headers: Record<string, string>;
}

/** Whether the fields of a form can be sent a second time. */
export function isReplayable(fields: Record<string, FileInput | string>): boolean {
  return Object.values(fields).every((value) => typeof value === "string" || value instanceof Blob);
}

/**
 * Encodes a form as a stream that is read as it is sent, so that no file is held in memory.
 * @param progress called for each part that was handed on
 */
export async function encodeForm(fields: Record<string, FileInput | string>, progress: () => void): Promise<Upload> {
  // Browsers send no streams over HTTP/1.1, so there a form is handed over whole.
  if (typeof document !== "undefined") return { body: await toFormData(fields), headers: {} };

  const boundary = `form-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const parts = Object.entries(fields).map(([field, input]) => {
    const { stream, name, type, size } = describe(input);
    const filename = name === undefined ? "" : `; filename="${quote(name)}"`;
    const head = encoder.encode(
      `--${boundary}\r\ncontent-disposition: form-data; name="${quote(field)}"${filename}\r\ncontent-type: ${type}\r\n\r\n`,
    );
    return { head, stream, size: size === undefined ? undefined : head.length + size + 2 };
  });
  const end = encoder.encode(`--${boundary}--\r\n`);

  async function* bytes() {
    for (const { head, stream } of parts) {
      yield head;
      for await (const chunk of stream as AsyncIterable<Uint8Array> & ReadableStream<Uint8Array>) yield chunk;
      yield encoder.encode("\r\n");
    }
    yield end;
  }
  const iterator = bytes();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        progress();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void iterator.return(undefined),
    },
    { highWaterMark: 0 },
  );

  const size = parts.reduce<number | undefined>(
    (sum, part) => (sum === undefined || part.size === undefined ? undefined : sum + part.size),
    end.length,
  );
  return {
    body,
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      ...(size !== undefined && { "content-length": String(size) }),
    },
  };
}

/** A body that fails when its reader waits too long for the next part. */
export function watchBody(
  body: ReadableStream<Uint8Array>,
  timer: Timer,
  explain: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  timer.pause();
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        timer.touch();
        try {
          const { done, value } = await reader.read();
          timer.pause();
          if (!done) return controller.enqueue(value);
          timer.stop();
          controller.close();
        } catch (error) {
          timer.stop();
          controller.error(explain(timer.signal.aborted ? timer.signal.reason : error));
        }
      },
      cancel(reason) {
        timer.stop();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function describe(input: FileInput | string): FileStream {
  if (typeof input === "string") input = new Blob([input], { type: "text/plain" });
  if (input instanceof Blob) {
    const name = "name" in input ? String(input.name) : "file";
    return { stream: input.stream(), name, type: input.type || "application/octet-stream", size: input.size };
  }
  const file = input instanceof ReadableStream ? { stream: input } : input;
  return { name: "file", type: "application/octet-stream", ...file };
}

async function toFormData(fields: Record<string, FileInput | string>): Promise<FormData> {
  const form = new FormData();
  for (const [field, input] of Object.entries(fields)) {
    if (typeof input === "string" || input instanceof Blob) form.append(field, input);
    else {
      const { stream, name = "file" } = describe(input);
      form.append(field, await new Response(stream).blob(), name);
    }
  }
  return form;
}

/** As browsers write names in forms. */
function quote(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
