/** Writes the whole site to `dist/`. */
import { copyFileSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { writeChangelog } from "./changelog.ts";
import { buildConsole } from "./console.ts";
import { writeGuides } from "./guides.ts";
import { writeLanding } from "./landing.ts";
import { writeLlms } from "./llms.ts";
import { writeOperationPages } from "./operation-pages.ts";
import { writeOperationsIndex } from "./operations-index.ts";
import { buildPostman } from "./postman.ts";
import { buildReference } from "./reference.ts";

const dist = new URL("../dist/", import.meta.url);
const bundle = (file: string) => fileURLToPath(import.meta.resolve(`@agora-chat-openapi/spec/${file}`));

mkdirSync(dist, { recursive: true });
// These three run beside one another and beside the rest.
const slow = Promise.all([buildReference(dist), buildConsole(dist), buildPostman(dist)]);

for (const file of ["openapi.yaml", "openapi.json"]) copyFileSync(bundle(file), new URL(file, dist));
for (const file of ["style.css", "site.js"]) copyFileSync(new URL(file, import.meta.url), new URL(file, dist));

const description = readDescription(bundle("openapi.json"));
writeLanding(dist, description);
writeOperationsIndex(dist, description);
writeOperationPages(dist, description);
writeGuides(dist);
writeChangelog(dist);
writeLlms(dist, description);
await slow;
