import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { BUMPS, type Bump, type DescriptionDiff, diffDescriptions } from "../diff/description-diff.ts";
import { UsageError } from "../errors.ts";

export const usage = `usage: agora-chat-contract diff <old> <new> [--fail-on major] [--json]

Compares two versions of a description, YAML or JSON, and says what each change asks of the version number.

  --fail-on  exit with 1 for changes of this weight or more: patch, minor, major (default), none
  --json     print the changes as JSON

Needs @redocly/cli beside this package.`;

/** Compares two descriptions. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "fail-on": { type: "string", default: "major" }, json: { type: "boolean", default: false } },
  });
  const [base, revision, ...others] = positionals;
  if (base === undefined || revision === undefined || others.length > 0) {
    throw new UsageError(`takes two files, the old description and the new one, not ${positionals.length}`);
  }
  for (const file of [base, revision]) if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  const limit = BUMPS.indexOf(values["fail-on"] as Bump);
  if (limit < 0) throw new UsageError(`--fail-on is one of patch, minor, major, none, not "${values["fail-on"]}"`);

  const diff = await diffDescriptions(base, revision).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  console.log(values.json ? JSON.stringify(diff, null, 2) : describe(diff));
  return limit > 0 && BUMPS.indexOf(diff.bump) >= limit ? 1 : 0;
}

function describe({ bump, changes }: DescriptionDiff): string {
  if (changes.length === 0) return "The descriptions say the same.";
  const lines = changes.map(
    ({ impact, message, pointer, file, line }) => `${impact.padEnd(6)} ${message}\n       ${pointer} (${file}:${line})`,
  );
  return [...lines, "", `${changes.length} changes, which ask for a ${bump} version.`].join("\n");
}
