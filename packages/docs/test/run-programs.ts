/**
 * Runs programs one after another, and prints as JSON what each of them printed, and its answer: what it logged last,
 * or the content of the file that it saved. `node run-programs.ts <file…>`, in a folder to save files to.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";

export interface Ran {
  answer: unknown;
  printed: string;
  warned: string;
}

const SAVED = "download";
const ran: Record<string, Ran> = {};

for (const file of process.argv.slice(2)) {
  const program: Ran = { answer: undefined, printed: "", warned: "" };
  ran[basename(file)] = program;
  console.log = (...values) => {
    program.answer = values[0];
    program.printed += `${format(...values)}\n`;
  };
  console.warn = console.error = (...values) => {
    program.warned += `${format(...values)}\n`;
  };
  await import(pathToFileURL(resolve(file)).href);
  if (!existsSync(SAVED)) continue;
  program.answer = readFileSync(SAVED, "utf8");
  rmSync(SAVED);
}
process.stdout.write(JSON.stringify(ran), () => process.exit());
