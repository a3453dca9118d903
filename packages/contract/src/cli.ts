#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { UnreachableError, UsageError } from "./errors.ts";

interface Command {
  usage: string;
  run(args: string[]): Promise<number>;
}

/** Loaded one at a time: a check needs no proxy. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  check: () => {
    // A machine with much memory is no reason to take it: a day of traffic is checked in 150 MB in place of 350.
    setFlagsFromString("--optimize-for-size");
    return import("./commands/check.ts");
  },
  diff: () => import("./commands/diff.ts"),
  record: () => import("./commands/record.ts"),
  sweep: () => import("./commands/sweep.ts"),
  verify: () => import("./commands/verify.ts"),
};

const USAGE = `usage: agora-chat-contract <command> …

Does a service still do what the description of the Agora Chat REST API says?

  verify  walk through the API of a running deployment
  sweep   remove what a killed verify left behind
  check   check recorded traffic, HAR or NDJSON
  record  record traffic through a proxy, without secrets
  diff    compare two versions of a description

agora-chat-contract <command> --help says more. Exit codes: 0 conforms, 1 findings, 2 usage, 3 could not reach the
service or sign in.`;

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(USAGE);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    console.error(`agora-chat-contract: no command "${name}"; there are ${Object.keys(COMMANDS).join(", ")}`);
    return 2;
  }
  const command = await load();
  if (args.includes("--help") || args.includes("-h")) {
    console.log(command.usage);
    return 0;
  }
  return command.run(args).catch((error: Error & { code?: string }) => explain(name, error));
}

function explain(name: string, error: Error & { code?: string }): number {
  const isUsage = error instanceof UsageError || error.code?.startsWith("ERR_PARSE_ARGS") === true;
  if (!isUsage && !(error instanceof UnreachableError)) throw error;
  console.error(`agora-chat-contract ${name}: ${error.message}`);
  if (isUsage) console.error(`agora-chat-contract ${name} --help shows what it takes`);
  return isUsage ? 2 : 3;
}
