/** Streams of bytes, of whatever fetch they come from. */

export type Chunk = { done?: boolean | undefined; value?: Uint8Array | undefined };

/** Reads a stream part by part. */
export interface Chunks {
  next(): Promise<Chunk>;
  cancel(reason: unknown): unknown;
}

type Body = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** The parts of a body. node-fetch has a Node stream for it. */
export function chunksOf(body: Body): Chunks {
  if ("getReader" in body) {
    const reader = body.getReader();
    return { next: () => reader.read(), cancel: (reason) => reader.cancel(reason) };
  }
  const iterator = body[Symbol.asyncIterator]();
  return { next: () => iterator.next(), cancel: () => iterator.return?.() };
}

/** A stream that reads on only when it is read. */
export function lazyStream(
  next: () => Promise<Chunk>,
  cancel: (reason: unknown) => unknown,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      const { done, value } = await next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    async cancel(reason) {
      await cancel(reason);
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
