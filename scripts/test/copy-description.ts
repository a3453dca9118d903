import { cp } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const spec = fileURLToPath(new URL("../../spec", import.meta.url));
const MADE = ["dist", "interop", "node_modules", ".turbo"];

/** Copies the description as it is written, without what is made of it. */
export function copyDescription(folder: string): Promise<void> {
  return cp(spec, folder, { recursive: true, filter: (file) => !MADE.includes(basename(file)) });
}
