/** Writes the site to `dist/`, or to the folder that is given; the Postman collection, which takes as long as all this, is a step of its own. */
import { once } from "node:events";
import { copyFileSync, mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { buildConsole } from "./console.ts";
import { buildReference } from "./reference.ts";

const [folder] = process.argv.slice(2);
const dist = folder ? pathToFileURL(`${folder}/`) : new URL("../dist/", import.meta.url);

mkdirSync(dist, { recursive: true });
for (const file of ["openapi.yaml", "openapi.json"]) {
  copyFileSync(new URL(import.meta.resolve(`@agora-chat-openapi/spec/${file}`)), new URL(file, dist));
}
const pages = new Worker(new URL("write-pages.ts", import.meta.url), { workerData: dist.href });
await Promise.all([once(pages, "exit"), buildReference(dist), buildConsole(dist)]);
