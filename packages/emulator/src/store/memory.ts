import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolder } from "./folder.ts";
import type { FileStore, Store } from "./store.ts";

/** A store that keeps nothing: rows live in their app alone, files in a temporary folder until it closes. */
export function createMemoryStore(): Store {
  let folder: string | undefined;
  const files = createFolder(() => {
    folder ??= mkdtempSync(join(tmpdir(), `agora-chat-emulator-${process.pid}-`));
    return folder;
  });
  // Where no file has come yet, there is no folder to look into: opening an app takes no disk.
  const keep: FileStore["keep"] = async (app, ids) => {
    if (folder !== undefined) await files.keep(app, ids);
  };
  return {
    files: { ...files, keep },
    open: () => ({ rows: [], version: 0, turn: "" }),
    last: () => ({ version: 0, turn: "" }),
    append: (_, after) => after + 1,
    amend: (_, version) => version,
    holding: () => [],
    clear: (app) => keep(app, new Set()),
    close() {
      if (folder) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}
