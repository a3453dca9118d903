import { readFileSync } from "node:fs";

/** What this package is called, and which version it is. */
export function readManifest(): { name: string; version: string } {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
}
