/** Writes all pages that are made here, in a thread of its own: Redoc takes its time meanwhile. */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { writeChangelog } from "./changelog.ts";
import { writeGuides } from "./guides.ts";
import { writeLanding } from "./landing.ts";
import { writeLlms } from "./llms.ts";
import { writeOperationPages } from "./operation-pages.ts";
import { writeOperationsIndex } from "./operations-index.ts";

const dist = new URL(workerData as string);
const description = readDescription(new URL(import.meta.resolve("@agora-chat-openapi/spec/openapi.json")));

for (const file of ["style.css", "site.js"]) copyFileSync(new URL(file, import.meta.url), new URL(file, dist));
// A page whose operation or guide is gone goes, too.
for (const folder of ["operations/", "guides/"]) {
  rmSync(new URL(folder, dist), { recursive: true, force: true });
  mkdirSync(new URL(folder, dist));
}
writeLanding(dist, description);
writeOperationsIndex(dist, description);
writeOperationPages(dist, description);
writeGuides(dist);
writeChangelog(dist);
writeLlms(dist, description);
