import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { AppKey, FileStore } from "./store.ts";

/**
 * Files in a folder, with one below it for each app.
 * @param root the folder; made when the first file comes
 */
export function createFolder(root: () => string): FileStore {
  const folderOf = (app: AppKey) => join(root(), encodeURIComponent(app));
  const pathOf = (app: AppKey, id: string) => join(folderOf(app), encodeURIComponent(id));
  return {
    async put(app, id, bytes) {
      await mkdir(folderOf(app), { recursive: true });
      const path = pathOf(app, id);
      // Under its own name a file is always whole, also after a crash.
      const half = `${path}.part`;
      const size = await write(half, bytes).catch(async (error: unknown) => {
        await rm(half, { force: true });
        throw error;
      });
      await rename(half, path);
      return size;
    },
    open: (app, id, range) => createReadStream(pathOf(app, id), range && { start: range.first, end: range.last }),
    delete: (app, id) => rm(pathOf(app, id), { force: true }),
    async keep(app, ids) {
      const names = new Set([...ids].map(encodeURIComponent));
      const present = await readdir(folderOf(app)).catch(absent);
      await Promise.all(
        present.filter((name) => !names.has(name)).map((name) => rm(join(folderOf(app), name), { force: true })),
      );
    },
  };
}

/** @returns how much it was, in bytes */
async function write(path: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
  const file = await open(path, "w");
  let size = 0;
  try {
    for await (const chunk of bytes) {
      await file.writeFile(chunk);
      size += chunk.byteLength;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return size;
}

function absent(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
