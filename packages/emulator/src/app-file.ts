/** An app in a file of its own, beside the store. */
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { App } from "./store/app.ts";
import type { Tenant } from "./store/apps.ts";
import { type AppFiles, exportLines, importLines, readHead } from "./store/export.ts";
import { linesOf } from "./store/lines.ts";

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
  await importLines(app, files, linesOf(createReadStream(path)));
}

/** The app that a file was exported from. @throws Error with a sentence where the file is not an export */
export async function exportedApp(path: string): Promise<Tenant> {
  for await (const line of linesOf(createReadStream(path))) return readHead(line);
  throw new Error("the export is empty");
}
