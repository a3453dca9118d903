import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** Writes a text file unless it has that text already: who watches the file is left in peace. */
export function writeText(file: URL, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, text);
}

/** Copies a text file unless it is there already. */
export function copyText(from: URL, to: URL): void {
  writeText(to, readFileSync(from, "utf8"));
}
