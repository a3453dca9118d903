import { setFlagsFromString } from "node:v8";
import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { UnreachableError, UsageError } from "./errors.ts";
import { readManifest } from "./manifest.ts";

interface CommandModule {
  createCommand(): CommandUnknownOpts;
}

/** The commands, loaded one at a time: a check needs no proxy. */
const COMMANDS: Record<string, { summary: string; load(): Promise<CommandModule> }> = {
  verify: {
    summary: "walk through the API of a running deployment",
    load: () => import("./commands/verify.ts"),
  },
  sweep: { summary: "remove what a killed verify left behind", load: () => import("./commands/sweep.ts") },
  check: {
    summary: "check recorded traffic, HAR or NDJSON",
    load() {
      // A machine with much memory is no reason to take it: a day of traffic is checked in 150 MB in place of 350.
      setFlagsFromString("--optimize-for-size");
      return import("./commands/check.ts");
    },
  },
  record: { summary: "record traffic through a proxy, without secrets", load: () => import("./commands/record.ts") },
  listen: { summary: "receive callbacks, check and record them", load: () => import("./commands/listen.ts") },
  diff: { summary: "compare two versions of a description", load: () => import("./commands/diff.ts") },
};

const NAME = "agora-chat-contract";
const EXIT_CODES = `
${NAME} <command> --help says more.
Exit codes: 0 conforms, 1 findings, 2 usage, 3 could not reach the service or
sign in.`;

/** Runs the command that arguments ask for. @returns the exit code @throws what is not the user's fault */
export async function runProgram(args: string[]): Promise<number> {
  const [asked = ""] = args;
  try {
    const program = await createProgram(asked);
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return explain(error as Error, asked);
  }
}

async function createProgram(asked: string): Promise<CommandUnknownOpts> {
  const program = new Command(NAME)
    .description("Does a service still do what the description of the Agora Chat REST API says?")
    .version(readManifest().version)
    .usage("<command> …")
    .helpCommand(false)
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = name === asked ? (await load()).createCommand() : new Command(name);
    program.addCommand(command.summary(summary));
  }
  return program;
}

/** Says what is wrong with what the user gave. @returns the exit code @throws what is not the user's fault */
function explain(error: Error, asked: string): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  // Without a command, the help is printed.
  if (error instanceof CommanderError && error.code === "commander.help") return 2;
  const isUsage = error instanceof UsageError || error instanceof CommanderError;
  if (!isUsage && !(error instanceof UnreachableError)) throw error;
  const command = Object.hasOwn(COMMANDS, asked) ? `${NAME} ${asked}` : NAME;
  console.error(`${command}: ${error.message.replace(/^error: /, "")}`);
  if (isUsage) console.error(`${command} --help shows what it takes`);
  return isUsage ? 2 : 3;
}
