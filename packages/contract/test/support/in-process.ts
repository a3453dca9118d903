/** Runs the command line within this process: what it costs to start is paid once. */
import { format } from "node:util";
import { vi } from "vitest";
import { runProgram } from "../../src/program.ts";
import { ENVIRONMENT, type Finished, TOKEN } from "./command.ts";

/** Runs a command in a folder, with a token in $CHAT_TOKEN. */
export async function runHere(args: string[], cwd: string, token = TOKEN): Promise<Finished> {
  const output = { stdout: "", stderr: "" };
  const before = process.cwd();
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, CHAT_TOKEN: token })) vi.stubEnv(name, value);
  const spies = [
    ...(["stdout", "stderr"] as const).map((name) =>
      vi.spyOn(process[name], "write").mockImplementation((text) => {
        output[name] += text;
        return true;
      }),
    ),
    vi.spyOn(console, "error").mockImplementation((...values) => {
      output.stderr += `${format(...values)}\n`;
    }),
    vi.spyOn(console, "log").mockImplementation((...values) => {
      output.stdout += `${format(...values)}\n`;
    }),
  ];
  process.chdir(cwd);
  try {
    return { code: await runProgram(args), ...output };
  } finally {
    process.chdir(before);
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
