/** What a program of one call costs the compiler over an empty one, libraries checked too. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 5;
const dist = fileURLToPath(new URL("../../../packages/client/dist/index.js", import.meta.url));
const CALL = `import { createChatClient } from "${dist}";
const chat = createChatClient({ host: "a61.chat.agora.io", org: "1", app: "2", token: "t" });
export const members = await chat.listChatroomMembers({ path: { chatroom_id: "1" } });`;

const root = fileURLToPath(new URL("../../../", import.meta.url));
const compilers = { "TypeScript 5.9": "scripts/bench/node_modules/.bin/tsc", "TypeScript 7": "node_modules/.bin/tsc" };
const folder = mkdtempSync(join(tmpdir(), "compile-"));
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

try {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "empty.ts"), "export {};");
  writeFileSync(join(folder, "call.ts"), CALL);
  console.log("a program of one call over an empty one");
  for (const [name, tsc] of Object.entries(compilers)) {
    const measure = (file: string) => {
      const flags = "--noEmit --strict --target es2022 --module nodenext --lib es2023,dom --extendedDiagnostics";
      const args = [...flags.split(" "), join(folder, file)];
      const runs = Array.from({ length: ROUNDS }, () =>
        execFileSync(join(root, tsc), args, { cwd: folder, encoding: "utf8" }),
      );
      const figure = (label: string) =>
        median(runs.map((run) => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(run)?.[1])));
      return { seconds: figure("Total time"), instantiations: figure("Instantiations") };
    };
    const [empty, call] = [measure("empty.ts"), measure("call.ts")];
    const more = call.instantiations - empty.instantiations;
    console.log(`  ${name.padEnd(15)} +${(call.seconds - empty.seconds).toFixed(2)} s, ${more} instantiations`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
