/** Keeps rendered Markdown from one build to the next: most of a page is as it was. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Section } from "./markdown.ts";

const FOLDER = new URL("../node_modules/.cache/sections/", import.meta.url);

/** Rendered sections by their Markdown. What was rendered by other code than this is not used. */
export class SectionCache {
  readonly #file = new URL(`${codeHash()}.json`, FOLDER);
  readonly #known: Record<string, Section>;
  readonly #used: Record<string, Section> = {};

  constructor() {
    this.#known = read(this.#file);
  }

  get(markdown: string, render: () => Section): Section {
    const section = this.#used[markdown] ?? this.#known[markdown] ?? render();
    this.#used[markdown] = section;
    return section;
  }

  /** Keeps the sections that were asked for, and only those. */
  save(): void {
    if (Object.keys(this.#used).every((markdown) => markdown in this.#known)) return;
    mkdirSync(FOLDER, { recursive: true });
    // Written whole or not at all, since another build may be reading.
    const draft = new URL(`${process.pid}.tmp`, FOLDER);
    writeFileSync(draft, JSON.stringify(this.#used));
    renameSync(draft, this.#file);
  }
}

function read(file: URL): Record<string, Section> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, Section>;
  } catch {
    return {}; // There is none yet, or it was damaged: all is rendered anew.
  }
}

/** A hash of everything that decides how Markdown becomes HTML. */
function codeHash(): string {
  const hash = createHash("sha256");
  const sources = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".ts"));
  for (const name of sources.sort()) hash.update(readFileSync(new URL(name, import.meta.url)));
  hash.update(readFileSync(new URL("../package.json", import.meta.url)));
  return hash.digest("hex").slice(0, 16);
}
