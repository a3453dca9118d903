import { Option } from "@commander-js/extra-typings";
import { BUMPS, type DescriptionDiff, diffDescriptions } from "../diff/description-diff.ts";
import { UsageError } from "../errors.ts";
import { createCommand as command } from "./command.ts";
import { existingFile } from "./parsers.ts";

/** `agora-chat-contract diff` */
export function createCommand() {
  return command("diff")
    .description(
      "Compares two versions of a description, YAML or JSON, and says what each change asks of the version number. Needs @redocly/cli beside this package.",
    )
    .argument("<old>", "the old description", existingFile("old"))
    .argument("<new>", "the new description", existingFile("new"))
    .addOption(
      new Option("--fail-on <weight>", "exit with 1 for changes of this weight or more")
        .choices(BUMPS)
        .default("major" as const),
    )
    .option("--json", "print the changes as JSON")
    .action(async (base, revision, { failOn, json }) => {
      const diff = await diffDescriptions(base, revision).catch((error: Error) => {
        throw new UsageError(error.message);
      });
      console.log(json ? JSON.stringify(diff, null, 2) : describe(diff));
      const isFailure = failOn !== "none" && BUMPS.indexOf(diff.bump) >= BUMPS.indexOf(failOn);
      process.exitCode = isFailure ? 1 : 0;
    });
}

function describe({ bump, changes }: DescriptionDiff): string {
  if (changes.length === 0) return "The descriptions say the same.";
  const lines = changes.map(
    ({ impact, message, pointer, file, line }) => `${impact.padEnd(6)} ${message}\n       ${pointer} (${file}:${line})`,
  );
  return [...lines, "", `${changes.length} changes, which ask for a ${bump} version.`].join("\n");
}
