import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Writes a text file unless it has that text already: to read is quicker, and who watches the file is left in peace. */
export function writeText(file: URL, text: string): void {
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}
