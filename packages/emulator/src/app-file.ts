/** An app in a file of its own, beside the store. */
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { App } from "./store/app.ts";
import { type AppFiles, exportLines, importLines } from "./store/export.ts";

/** Writes an app to a file, which is there whole or, where that fails, as it was before. */
export async function exportApp(app: App, files: AppFiles, path: string): Promise<void> {
  const aside = `${path}.part`;
  try {
    await pipeline(Readable.from(exportLines(app, files)), createWriteStream(aside, { flush: true }));
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** @throws Error with a sentence where the file is not an export, or is cut off; the app is then as it was before */
export async function importApp(app: App, files: AppFiles, path: string): Promise<void> {
  const input = createReadStream(path);
  const opened = new Promise((resolve, reject) => input.once("open", resolve).once("error", reject));
  await opened;
  await importLines(app, files, createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }));
}
