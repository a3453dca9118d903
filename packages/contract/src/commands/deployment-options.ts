/** The options that say which deployment a command is for, and with which token. */
import { Command } from "@commander-js/extra-typings";
import { UsageError } from "../errors.ts";
import { LEDGER_FOLDER } from "../live/cleanup/ledger.ts";
import { type Deployment, readBaseUrl } from "../live/deployment.ts";
import { secretVariable } from "./parsers.ts";

/** For `addOptions`. */
export const deploymentOptions = new Command()
  .requiredOption("--base-url <url>", "where the service is, such as https://a61.chat.agora.io", baseUrl)
  .option("--org <org>", "the part of the App Key before its #", partOfAppKey("--org"))
  .option("--app <app>", "the part of the App Key after its #", partOfAppKey("--app"))
  .option("--app-id <id>", "the App ID, in place of --org and --app", partOfAppKey("--app-id"))
  .requiredOption("--token-env <name>", "the environment variable that holds an app token", tokenVariable)
  .option(
    "--allow-destructive",
    "send operations that remove much, as removing a user does, to hosts other than this machine",
  )
  .option("--ledger <folder>", "where to keep the list of what to remove", LEDGER_FOLDER);

export type DeploymentOptions = ReturnType<typeof deploymentOptions.opts>;

/** Stands in paths for the organization where the app is named by its App ID. */
const APP_ID_ORG = "app-id";

/** The deployment. @throws UsageError when the app is not named, or named twice */
export function deploymentOf({ baseUrl, org, app, appId }: DeploymentOptions): Deployment {
  if (appId !== undefined) {
    if (org !== undefined || app !== undefined) throw new UsageError("--app-id stands in place of --org and --app");
    return { baseUrl, org: APP_ID_ORG, app: appId };
  }
  if (org === undefined) throw new UsageError("--org is missing: give --org and --app, or --app-id");
  if (app === undefined) throw new UsageError("--app is missing: give --org and --app, or --app-id");
  return { baseUrl, org, app };
}

/** The token, and how the user knows it. */
export function tokenOf({ tokenEnv }: DeploymentOptions): { token: string; tokenName: string } {
  return { token: process.env[tokenEnv] ?? "", tokenName: `$${tokenEnv}` };
}

/** The command line that removes what a run left. */
export function sweepCommand(options: DeploymentOptions, run: string, isRefused: boolean): string {
  const { ledger, allowDestructive } = options;
  const named = { "base-url": options.baseUrl, org: options.org, app: options.app, "app-id": options.appId };
  const words = [
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...["--token-env", options.tokenEnv, "--run", run],
    ...(ledger === LEDGER_FOLDER ? [] : ["--ledger", ledger]),
    ...(isRefused || allowDestructive ? ["--allow-destructive"] : []),
  ];
  return ["agora-chat-contract sweep", ...words.map(quote)].join(" ");
}

function baseUrl(text: string): string {
  try {
    return readBaseUrl(text);
  } catch (error) {
    throw new UsageError(`--base-url: ${(error as Error).message}`);
  }
}

function partOfAppKey(option: string): (text: string) => string {
  const right = option === "--app-id" ? "an App ID" : "half of an App Key, such as 41117440#383391";
  return (text) => {
    if (/^[\w-][\w.-]*$/.test(text)) return text;
    throw new UsageError(`${option}: "${text}" is not ${right}`);
  };
}

/** The name of the variable; its value, which is checked, is not quoted. */
function tokenVariable(name: string): string {
  secretVariable("--token-env")(name);
  if (/^[\x21-\x7e]+$/.test(process.env[name] ?? "")) return name;
  throw new UsageError(`--token-env: ${name} holds no token: there is a blank, a line break or the like in it`);
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
