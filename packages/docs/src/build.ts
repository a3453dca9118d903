/**
 * Writes the site to `dist/`, or to the folder that is given; the Postman collection, which takes as long as all this,
 * is a step of its own.
 *
 *     node build.ts [<folder>] [--only pages|reference]
 */
import { copyFileSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { readDescription } from "@agora-chat-openapi/description";

// Loading code takes a third of the time; from the second build on it is compiled already. Redocly's process inherits it.
const { directory } = enableCompileCache();
if (directory) process.env["NODE_COMPILE_CACHE"] = directory;
const { buildReference } = await import("./reference.ts");

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string" } } });
const [folder] = positionals;
const wants = (part: string) => values.only === undefined || values.only === part;
const dist = folder ? pathToFileURL(`${folder}/`) : new URL("../dist/", import.meta.url);
const bundle = (file: string) => new URL(import.meta.resolve(`@agora-chat-openapi/spec/${file}`));
const description = readDescription();

mkdirSync(dist, { recursive: true });
const reference = wants("reference") ? buildReference(dist, description) : undefined;
if (wants("pages")) {
  // What only pages need is loaded while Redoc is at work.
  const { buildConsole } = await import("./console.ts");
  const { writePages } = await import("./write-pages.ts");
  writePages(dist, description);
  for (const file of ["openapi.yaml", "openapi.json"]) copyFileSync(bundle(file), new URL(file, dist));
  await buildConsole(dist, description);
}
await reference;
