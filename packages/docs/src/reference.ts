/** The full reference: one page by Redoc, with samples and badges, that asks no other host for anything. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listOperations, type OpenAPI3 } from "@agora-chat-openapi/scripts/description.ts";
import { badges } from "./badges.ts";
import { reference } from "./pages.ts";
import { keepLocal } from "./redoc-page.ts";
import { type Sample, samples } from "./samples.ts";
import { sharedTheme, siteBar, siteBarStyle } from "./site-bar.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

const DOWNLOADS = ["openapi.yaml", "openapi.json"];
const STYLE = siteBarStyle + readFileSync(new URL("reference.css", import.meta.url), "utf8");
/** Names of Redoc's own tints. */
const COLORS = {
  deprecated: "orange",
  destructive: "red",
  source: "orange",
  rate: "sky",
  batch: "purple",
  paged: "grass",
};

/**
 * Writes `reference.html`. Redoc has started by the time that this returns.
 * @throws Error if Redoc's page is no longer what the changes to it expect.
 */
export async function buildReference(dist: URL, description: OpenAPI3): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "agora-chat-reference-"));
  try {
    const source = join(folder, "openapi.json");
    const page = join(folder, "reference.html");
    const annotated = annotate(description);
    writeFileSync(source, JSON.stringify(annotated));
    await buildDocs(source, page, options(annotated));
    await writeFile(new URL("reference.html", dist), keepLocal(await readFile(page, "utf8")));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A copy of the description with what only readers need: samples of each call, and its badges. */
function annotate(description: OpenAPI3): OpenAPI3 {
  const copy = structuredClone(description);
  for (const operation of listOperations(copy)) {
    Object.assign(operation.object, {
      "x-codeSamples": samples(copy, operation).map((sample) => ({ ...tab(sample), source: sample.code })),
      "x-badges": badges(operation).map(({ text, kind }) => ({ name: text, color: COLORS[kind] })),
    });
  }
  return copy;
}

/** How Redoc draws the page. It shows those samples alone whose labels it is told beforehand. */
function options(annotated: OpenAPI3): object {
  const all = listOperations(annotated).flatMap(({ object }) => object["x-codeSamples"] as ReturnType<typeof tab>[]);
  const tabs = new Map(all.map(({ lang, label }) => [label, { lang, label }]));
  return {
    downloadUrls: DOWNLOADS.map((file) => ({ title: file, url: file })),
    codeSamples: { languages: [...tabs.values(), { lang: "payload", label: "Payload" }] },
  };
}

/** What Redoc calls a sample, in a menu where nothing else tells the language. */
export function tab({ label, language }: Sample): { lang: string; label: string } {
  return { lang: language, label: language === "ts" ? `TypeScript ${label.toLowerCase()}` : label };
}

async function buildDocs(source: string, page: string, options: object): Promise<void> {
  const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
  const parts = {
    description: reference.description,
    theme: sharedTheme("redoc.colorMode"),
    bar: siteBar(reference),
    style: STYLE,
  };
  const args = ["build-docs", source, "--inlineBundle", "--template", "template.hbs", "--output", page];
  args.push("--openapi", JSON.stringify(options));
  args.push(...Object.entries(parts).map(([name, value]) => `--templateOptions.${name}=${value}`));
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  await promisify(execFile)(process.execPath, [redocly, ...args], { cwd: PACKAGE, env });
}
