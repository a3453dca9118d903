import type { FileHandle } from "node:fs/promises";

/** Writes at a position of a file. @returns how many bytes that was */
export async function writeAt(handle: FileHandle, content: string | Buffer, position: number): Promise<number> {
  const bytes = Buffer.from(content);
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
  return bytes.length;
}
