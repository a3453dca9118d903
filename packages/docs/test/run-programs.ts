/**
 * Runs the programs of a folder one after another, and prints as JSON what each of them logs last, or the content of
 * the file that it saves: `node run-programs.ts <folder>`, in a folder to save files to.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { pathToFileURL } from "node:url";

const SAVED = "download";
const folder = process.argv[2] ?? ".";
const answers: Record<string, unknown> = {};

for (const name of readdirSync(folder).filter((file) => file.endsWith(".ts"))) {
  console.log = (value) => {
    answers[name] = value;
  };
  await import(new URL(name, `${pathToFileURL(folder)}/`).href);
  if (!existsSync(SAVED)) continue;
  answers[name] = readFileSync(SAVED, "utf8");
  rmSync(SAVED);
}
process.stdout.write(JSON.stringify(answers));
