/** Files that come with a call are stored before it has its turn, and go again when it is refused. */
import type { FormFile } from "@agora-chat-openapi/description/validate";
import type { UploadedFile } from "../operations/handlers.ts";
import type { AppKey, FileStore } from "../store/store.ts";

const BYTES = "application/octet-stream";

/**
 * Stores files while something is done with them.
 * @throws what `use` throws, once the files are gone again
 */
export async function withStoredFiles<Result>(
  store: FileStore,
  app: AppKey,
  files: readonly FormFile[],
  use: (stored: UploadedFile[]) => Promise<Result>,
): Promise<Result> {
  const stored: UploadedFile[] = [];
  try {
    for (const { field, name, type, bytes } of files) {
      const id = crypto.randomUUID();
      stored.push({ id, field, name, type: type || BYTES, size: bytes.byteLength });
      await store.put(app, id, bytes);
    }
    return await use(stored);
  } catch (error) {
    await Promise.all(stored.map(({ id }) => store.delete(app, id)));
    throw error;
  }
}
