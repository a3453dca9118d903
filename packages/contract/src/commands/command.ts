import { Command, Help, type OptionValues } from "@commander-js/extra-typings";
import { UsageError } from "../errors.ts";

/** What the help of a command that checks ends with. */
export const EXIT_CODES = `
Exit codes: 0 conforms, 1 findings, failed steps or leftovers, 2 usage, 3 could
not reach the service or sign in, 130 after Ctrl-C.`;

const help = new Help();

/** A command that throws what it cannot take, and leaves it to the program to say so. */
export function createCommand(name: string) {
  return new Command(name)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .configureHelp({ optionDescription: (option) => help.optionDescription(option).replace(" (default: [])", "") });
}

/** Adds options that several commands share. */
export function addOptions<Args extends unknown[], Own extends OptionValues, Shared extends OptionValues>(
  command: Command<Args, Own>,
  shared: Command<[], Shared>,
): Command<Args, Own & Shared> {
  for (const option of shared.options) command.addOption(option);
  return command as Command<Args, Own & Shared>;
}

/** The description that `--description` names. @throws UsageError when it cannot be read */
export function describedBy<T>(file: string | undefined, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const [reason = ""] = (error as Error).message.split("\n");
    throw new UsageError(file === undefined ? reason : `--description ${file}: ${reason}`);
  }
}
