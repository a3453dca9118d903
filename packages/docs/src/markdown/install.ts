/** How each package is got today: the one place that changes when they are published. */
import { readFileSync } from "node:fs";
import { type Block, fence, render } from "../blocks.ts";

const PUBLISHED = false;

/** By folder: what takes it into a project. */
const PACKAGES: Record<string, string> = {
  "packages/client": "npm install",
  "packages/mock": "npm install --save-dev",
  "packages/emulator": "npm install --save-dev",
  "packages/contract": "npm install --save-dev",
  "packages/callbacks": "npm install",
  spec: "npm install",
};

/** Install lines, with what each package is. */
export function installLines(): string {
  const manifests = Object.entries(PACKAGES).map(([folder, command]) => ({ ...manifestOf(folder), command }));
  const list = manifests.map(({ name, description }) => `- \`${name}\`: ${description}`).join("\n");
  const blocks: Block[] = PUBLISHED
    ? [list, fence("sh", manifests.map(({ command, name }) => `${command} ${name}`).join("\n"), 'frame="none"')]
    : [
        "The packages are not published yet. Build them in a clone of the repository, pack the ones you need, and install the files. Pack what a package depends on along with it; the client depends on nothing.",
        list,
        fence("sh", packed(manifests[0]?.name ?? ""), 'frame="none"'),
      ];
  return render(blocks, "text");
}

function packed(name: string): string {
  return `npx -y pnpm@12 install && npx -y pnpm@12 build
npx -y pnpm@12 --filter ${name} pack --pack-destination /tmp
cd your-project && npm install /tmp/*.tgz`;
}

function manifestOf(folder: string): { name: string; description: string } {
  return JSON.parse(readFileSync(new URL(`../../../../${folder}/package.json`, import.meta.url), "utf8"));
}
