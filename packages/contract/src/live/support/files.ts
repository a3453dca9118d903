/** Files that journeys send and get back. */
import type { FileDownload } from "@agora-chat-openapi/client";

/** A file with every value that a byte can have, several times over. */
export function sampleFile(name: string): { file: File; bytes: number[] } {
  const bytes = Array.from({ length: 4096 }, (_, index) => index % 256);
  return { file: new File([new Uint8Array(bytes)], name, { type: "application/octet-stream" }), bytes };
}

/** Reads a download to its end. */
export async function bytesOf({ stream }: FileDownload): Promise<number[]> {
  return [...new Uint8Array(await new Response(stream).arrayBuffer())];
}
