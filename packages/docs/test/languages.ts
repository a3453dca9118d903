/** Runs samples of other languages, all of one language in one process. */
import { execFile, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Printed after the answer of each program. */
const END = "--- end of sample ---";

export interface Runtime {
  /** As samples are labelled. */
  label: string;
  /** Whether it is on this machine, with what its samples need. */
  isHere: boolean;
  /** Runs programs in a folder, one after another, and gives back what each prints. */
  run(programs: string[], folder: string): Promise<string[]>;
}

const has = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;

export const RUNTIMES: Runtime[] = [
  {
    label: "Python",
    isHere: has("python3", "-c", "import requests"),
    async run(programs, folder) {
      const parts = programs.map((program) => `exec(compile(${JSON.stringify(program)}, "sample", "exec"), {})`);
      await writeFile(join(folder, "samples.py"), parts.map((part) => `${part}\nprint("${END}")`).join("\n"));
      return answers(await run("python3", ["samples.py"], { cwd: folder }));
    },
  },
  {
    label: "Java",
    isHere: has("java", "--version") && has("javac", "--version"),
    async run(programs, folder) {
      const classes = programs.map((program, index) =>
        program.replace(/^import .*$/gm, "").replace("public class Sample", `class Sample${index}`),
      );
      const calls = programs.map((_, index) => `Sample${index}.main(args); System.out.println("${END}");`);
      const all = `import java.net.http.*;
class Samples { public static void main(String[] args) throws Exception { ${calls.join(" ")} } }
${classes.join("\n")}`;
      await writeFile(join(folder, "Samples.java"), all);
      return answers(await run("java", ["Samples.java"], { cwd: folder }));
    },
  },
  // These want a compiler or a package manager each; nothing here runs them.
  ...["PHP", "Go", "C#", "Ruby"].map((label) => ({ label, isHere: false, run: async () => [] })),
];

function answers({ stdout }: { stdout: string }): string[] {
  return stdout
    .split(END)
    .slice(0, -1)
    .map((text) => text.trim());
}
