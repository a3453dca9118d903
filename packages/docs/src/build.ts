/**
 * Writes the site to `dist/`, or to the folder that is given; the Postman collection, which takes as long as all this,
 * is a step of its own.
 */
import { copyFileSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { readDescription } from "@agora-chat-openapi/scripts/description.ts";

// Loading code takes a third of the time; from the second build on it is compiled already. Redocly's process inherits it.
const { directory } = enableCompileCache();
if (directory) process.env["NODE_COMPILE_CACHE"] = directory;
const { buildReference } = await import("./reference.ts");

const [folder] = process.argv.slice(2);
const dist = folder ? pathToFileURL(`${folder}/`) : new URL("../dist/", import.meta.url);
const bundle = (file: string) => new URL(import.meta.resolve(`@agora-chat-openapi/spec/${file}`));
const description = readDescription(bundle("openapi.json"));

mkdirSync(dist, { recursive: true });
const reference = buildReference(dist, description);
// What only pages need is loaded while Redoc is at work.
const { buildConsole } = await import("./console.ts");
const { writePages } = await import("./write-pages.ts");
writePages(dist, description);
for (const file of ["openapi.yaml", "openapi.json"]) copyFileSync(bundle(file), new URL(file, dist));
await Promise.all([reference, buildConsole(dist)]);
