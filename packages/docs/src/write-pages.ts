import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { type Description, operationsOf } from "@agora-chat-openapi/description";
import { writeChangelog } from "./changelog.ts";
import { writeExtensions } from "./extensions.ts";
import { writeGuides } from "./guides.ts";
import { writeLanding } from "./landing.ts";
import { writeLlms } from "./llms.ts";
import { saveRendered } from "./markdown.ts";
import { writeOperationPages } from "./operation-pages.ts";
import { writeOperationsIndex } from "./operations-index.ts";
import {
  extensionsPage,
  guidesIndex,
  listGuides,
  markdownFile,
  operationPage,
  operationsIndex,
  type SitePage,
} from "./pages.ts";

/** Writes all pages that are made here, and what they share. */
export function writePages(dist: URL, description: Description): void {
  for (const file of ["style.css", "site.js"]) copyFileSync(new URL(file, import.meta.url), new URL(file, dist));
  for (const folder of ["operations/", "guides/"]) mkdirSync(new URL(folder, dist), { recursive: true });
  writeLanding(dist, description);
  writeOperationsIndex(dist, description);
  writeOperationPages(dist, description);
  writeGuides(dist);
  writeExtensions(dist, description);
  writeChangelog(dist);
  writeLlms(dist, description);
  saveRendered();
  removeOthers(dist, "operations/", [operationsIndex, ...operationsOf(description).map(operationPage)]);
  removeOthers(dist, "guides/", [guidesIndex, ...listGuides(), extensionsPage]);
}

/** Removes the pages of a folder whose operation or guide is gone. */
function removeOthers(dist: URL, folder: string, pages: SitePage[]): void {
  const known = pages.flatMap(({ file }) => [file, markdownFile(file)]);
  for (const name of readdirSync(new URL(folder, dist))) {
    if (!known.includes(folder + name)) rmSync(new URL(folder + name, dist), { force: true });
  }
}
