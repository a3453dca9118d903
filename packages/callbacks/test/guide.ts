/** The code of the guide to callbacks. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const guide = await readFile(
  fileURLToPath(new URL("../../docs/guides/16-receive-callbacks.md", import.meta.url)),
  "utf8",
);

/** By the heading that it stands under. */
export const samples = new Map(
  guide
    .split(/^#+ /m)
    .map((section) => [section.split("\n", 1)[0] ?? "", /^```ts server\n(.*?)^```$/ms.exec(section)?.[1]] as const)
    .filter((sample): sample is [string, string] => sample[1] !== undefined),
);

/** @throws Error when there is none under the heading */
export function sample(heading: string): string {
  const found = samples.get(heading);
  if (found === undefined) throw new Error(`the guide has no code under ${heading}`);
  return found;
}

/** The file of a sample: the one that it names, or one of its own. */
export function fileOf(heading: string): string {
  return /^\/\/ (\S+)$/m.exec(sample(heading))?.[1] ?? `${heading.toLowerCase().replaceAll(" ", "-")}.ts`;
}
