/** The full reference: one page by Redoc, with samples and badges, that asks no other host for anything. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Description, type Json, type Operation, operationsOf, valueAt } from "@agora-chat-openapi/description";
import { badges } from "../facts/badges.ts";
import { reference } from "../pages.ts";
import type { Sample } from "../samples/sample.ts";
import { samples } from "../samples/samples.ts";
import { keepLocal } from "./redoc-page.ts";
import { barHead, siteBar } from "./site-bar.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

const DOWNLOADS = ["openapi.yaml", "openapi.json"];
const STYLE = readFileSync(new URL("reference.css", import.meta.url), "utf8");
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
export async function buildReference(folder: URL, description: Description): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "agora-chat-reference-"));
  try {
    const source = join(temporary, "openapi.json");
    const page = join(temporary, "reference.html");
    writeFileSync(source, JSON.stringify(annotate(description)));
    await buildDocs(source, page, options(description));
    await writeFile(new URL("reference.html", folder), keepLocal(await readFile(page, "utf8")));
  } finally {
    await rm(temporary, { recursive: true });
  }
}

/** A copy of the document with what only readers need: samples of each call, and its badges. */
function annotate(description: Description): Json {
  const copy = structuredClone(description.document);
  for (const operation of operationsOf(description)) {
    Object.assign(valueAt(copy, operation.pointer) as Json, {
      "x-codeSamples": clientSamples(operation).map((sample) => ({ ...tab(sample), source: sample.code })),
      "x-badges": badges(operation).map(({ text, kind }) => ({ name: text, color: COLORS[kind] })),
    });
  }
  return copy;
}

/** How Redoc draws the page. It shows those samples alone whose labels it is told beforehand. */
function options(description: Description): object {
  const all = operationsOf(description).flatMap((operation) => clientSamples(operation).map(tab));
  const tabs = new Map(all.map(({ lang, label }) => [label, { lang, label }]));
  return {
    downloadUrls: DOWNLOADS.map((file) => ({ title: file, url: file })),
    codeSamples: { languages: [...tabs.values(), { lang: "payload", label: "Payload" }] },
  };
}

/** curl and the client: Redoc keeps all samples of all operations on its one page. */
export function clientSamples(operation: Operation): Sample[] {
  return samples(operation).filter(({ language }) => language === "sh" || language === "ts");
}

/** What Redoc calls a sample. */
export function tab({ label, language }: Sample): { lang: string; label: string } {
  return { lang: language, label };
}

async function buildDocs(source: string, page: string, options: object): Promise<void> {
  const redocly = createRequire(import.meta.url).resolve("@redocly/cli/bin/cli.js");
  const parts = {
    description: reference.description,
    head: barHead("redoc.colorMode"),
    bar: siteBar(reference),
    style: STYLE,
  };
  const args = ["build-docs", source, "--inlineBundle", "--template", "template.hbs", "--output", page];
  args.push("--openapi", JSON.stringify(options));
  args.push(...Object.entries(parts).map(([name, value]) => `--templateOptions.${name}=${value}`));
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  await promisify(execFile)(process.execPath, [redocly, ...args], { cwd: FOLDER, env });
}
