import { existsSync, readdirSync, readFileSync } from "node:fs";
import parseChangeset from "@changesets/parse";
import { type ContentPage, changelog } from "../pages.ts";

const ROOT = new URL("../../../../", import.meta.url);
const CHANGESETS = new URL(".changeset/", ROOT);
const PACKAGES = new URL("packages/", ROOT);

/** What waits for release in the changesets, then what each package has released. */
export function changelogContent(): ContentPage {
  return { ...changelog, blocks: [changelog.description, unreleased(), ...released()], source: { file: ".changeset" } };
}

function unreleased(): string {
  const changes = readdirSync(CHANGESETS)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) => parseChangeset(readFileSync(new URL(name, CHANGESETS), "utf8")))
    .map(({ summary, releases }) => {
      const packages = releases.map(({ name, type }) => `\`${shortName(name)}\` ${type}`).join(", ");
      return `- ${summary.trim().replaceAll("\n", "\n  ")}\n\n  ${packages}`;
    });
  return changes.length > 0 ? `## Not released yet\n\n${changes.join("\n")}` : "";
}

/** The changelogs that releases write, one level deeper; they begin with the name of the package. */
function released(): string[] {
  return [new URL("spec/", ROOT), ...readdirSync(PACKAGES).map((name) => new URL(`${name}/`, PACKAGES))]
    .map((folder) => new URL("CHANGELOG.md", folder))
    .filter((file) => existsSync(file))
    .map((file) =>
      readFileSync(file, "utf8")
        .trim()
        .replace(/^(#+ )/gm, "#$1"),
    );
}

function shortName(name: string): string {
  return name.replace(/^@[^/]+\//, "");
}
