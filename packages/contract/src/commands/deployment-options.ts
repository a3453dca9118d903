/** The options that say which deployment a command is for, and with which token. */

import { UsageError } from "../errors.ts";
import { LEDGER_FOLDER } from "../live/cleanup/ledger.ts";
import { type Deployment, readBaseUrl } from "../live/deployment.ts";

/** For `parseArgs`. */
export const DEPLOYMENT_OPTIONS = {
  "base-url": { type: "string" },
  org: { type: "string" },
  app: { type: "string" },
  "token-env": { type: "string" },
  "allow-destructive": { type: "boolean", default: false },
  ledger: { type: "string", default: LEDGER_FOLDER },
} as const;

/** Lines for the help text of a command. */
export const DEPLOYMENT_USAGE = `  --base-url URL         where the service is, such as https://a61.chat.agora.io
  --org ORG --app APP    the App Key, before and after its #
  --token-env NAME       the environment variable that holds an app token
  --allow-destructive    send operations that remove much, as removing a user does, to hosts other than this machine
  --ledger DIR           where to keep the list of what to remove (${LEDGER_FOLDER})`;

export interface DeploymentValues {
  "base-url"?: string | undefined;
  org?: string | undefined;
  app?: string | undefined;
  "token-env"?: string | undefined;
  "allow-destructive": boolean;
  ledger: string;
}

/** The deployment and its token. @throws UsageError for what is missing or malformed; it never quotes the token */
export function readDeployment(values: DeploymentValues): { deployment: Deployment; token: string; tokenName: string } {
  const variable = need(values, "token-env");
  const deployment = { baseUrl: need(values, "base-url"), org: need(values, "org"), app: need(values, "app") };
  try {
    deployment.baseUrl = readBaseUrl(deployment.baseUrl);
  } catch (error) {
    throw new UsageError(`--base-url: ${(error as Error).message}`);
  }
  for (const part of ["org", "app"] as const) {
    if (!/^[\w-][\w.-]*$/.test(deployment[part])) {
      throw new UsageError(`--${part}: "${deployment[part]}" is not half of an App Key, such as 41117440#383391`);
    }
  }
  const token = process.env[variable];
  if (token === undefined) throw new UsageError(`--token-env: there is no environment variable ${variable}`);
  if (token === "") throw new UsageError(`--token-env: the environment variable ${variable} is empty`);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError(`--token-env: ${variable} holds no token: there is a blank, a line break or the like in it`);
  }
  return { deployment, token, tokenName: `$${variable}` };
}

/** The command line that removes what a run left. */
export function sweepCommand(values: DeploymentValues, run: string, isRefused: boolean): string {
  const { ledger } = values;
  const words = [
    ...["base-url", "org", "app", "token-env"].flatMap((name) => [`--${name}`, String(values[name as "org"])]),
    ...["--run", run],
    ...(ledger === LEDGER_FOLDER ? [] : ["--ledger", ledger]),
    ...(isRefused || values["allow-destructive"] ? ["--allow-destructive"] : []),
  ];
  return ["agora-chat-contract sweep", ...words.map(quote)].join(" ");
}

function need(values: DeploymentValues, name: "base-url" | "org" | "app" | "token-env"): string {
  const value = values[name];
  if (!value) throw new UsageError(`--${name} is missing`);
  return value;
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
