/** Reads a stream to its end, or gives up on it: undefined when it has more bytes than `limit`. */
export async function readAtMost(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > limit) {
      // The other copy of the stream goes on; this one is kept no longer.
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
}

/**
 * The same stream; `onEnd` gets the number of its bytes, and whether it was truncated. What `onEnd` throws is what the
 * reader gets.
 */
export function watched(
  stream: ReadableStream<Uint8Array>,
  onEnd: (size: number, truncated: boolean) => void,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let size = 0;
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        onEnd(size, true);
        throw error;
      });
      if (done) {
        onEnd(size, false);
        controller.close();
        return;
      }
      size += value.byteLength;
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
