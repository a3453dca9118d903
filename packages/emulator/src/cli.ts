#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { CallbackRuleOptions } from "./callbacks/rules.ts";
import { checkNode } from "./check-node.ts";
import type { NamedApp } from "./http/tenants.ts";
import { version } from "./version.ts";

const program = new Command("agora-chat-emulator")
  .description("A server of the Agora Chat REST API on your machine, which remembers what it was told.")
  .version(version)
  .addOption(
    new Option("--port <number>", "port to listen on; 0 takes a free one")
      .env("EMULATOR_PORT")
      .default(4020)
      .argParser(toPort),
  )
  .option("--host <address>", "address to listen on; 0.0.0.0 opens the emulator to other machines", "127.0.0.1")
  .option("--data <file>", "file that keeps everything; without it, everything is gone when the emulator ends")
  .option("--sync", "hold each change to the disk, so that it survives a loss of power, too", false)
  .option(
    "--seed <world|file>",
    "what apps are filled with that hold nothing yet: the world of the documented examples, or a file that was exported",
  )
  .option("--app <org/app...>", "apps that exist; without it, every app exists from its first call")
  .option("--app-id <id=org/app...>", "App IDs, as in /app-id/<id>/…, and the apps that they name")
  .option(
    "--certificate-env <id=variable...>",
    "environment variables that hold the App Certificate of an App ID, for --auth check",
  )
  .addOption(
    new Option("--auth <kind>", "any: every token will do; check: tokens are verified")
      .choices(["any", "check"])
      .default("any" as const),
  )
  .addOption(
    new Option("--plan <plan>", "pricing plan whose quotas hold; without it, none do").choices([
      "free",
      "starter",
      "pro",
      "enterprise",
    ] as const),
  )
  .option("--rate-limits", "answer 429 beyond the documented rates", false)
  .option("--feature-off <name...>", "features that are off, such as user-attributes")
  .option("--strict-sending", "hold calls that send messages to mutes, block lists and membership, too", false)
  .option(
    "--callbacks <url...>",
    "where to post callbacks of every app, signed with the secret in the environment variable CALLBACK_SECRET",
  )
  .option("--no-realtime", "no socket for clients of the web SDK")
  .option("--allow-host <name...>", "further names by which it may be called, such as host.docker.internal")
  .option("--allow-origin <origin...>", "further origins whose pages may call it, such as https://docs.example.com")
  .option("--quiet", "do not print a line for each request", false)
  .action(run);

await program.parseAsync().catch((error: Error) => program.error(`error: ${error.message}`));

type Options = ReturnType<typeof program.opts>;

async function run(options: Options): Promise<void> {
  checkNode(process.versions.node);
  const { startEmulator } = await import("./start-emulator.ts");
  // Who reads the output may go, such as `head -1`; the emulator stays.
  process.stdout.on("error", () => {});
  const { data, plan, app, seed, quiet } = options;
  const named = namedApps(options);
  const emulator = await startEmulator({
    port: options.port,
    host: options.host,
    sync: options.sync,
    auth: options.auth,
    rateLimits: options.rateLimits,
    strictSending: options.strictSending,
    realtime: options.realtime,
    featuresOff: options.featureOff ?? [],
    callbacks: callbackRules(options),
    allowHosts: options.allowHost ?? [],
    allowOrigins: options.allowOrigin ?? [],
    ...(data !== undefined && { data }),
    ...(plan !== undefined && { plan }),
    ...(seed !== undefined && { seed }),
    ...(app || named.length > 0 ? { apps: named, onlyNamed: app !== undefined } : {}),
    ...(!quiet && { log: (line: string) => console.log(line) }),
  });
  console.log(`Agora Chat emulator on ${emulator.url}${data === undefined ? "" : `, data in ${data}`}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void emulator.close());
}

/** @throws Error where there is no secret to sign with: it would have to be made up, and told */
function callbackRules({ callbacks = [] }: Options): CallbackRuleOptions[] {
  const secret = process.env["CALLBACK_SECRET"];
  if (callbacks.length > 0 && !secret) {
    throw new Error("--callbacks needs the secret of your server in the environment variable CALLBACK_SECRET");
  }
  return callbacks.map((url) => ({ url, ...(secret && { secret }) }));
}

/** The apps that options name, with their App IDs and certificates. */
function namedApps({ app = [], appId = [], certificateEnv = [] }: Options): NamedApp[] {
  const certificates = new Map(certificateEnv.map((text) => pair("--certificate-env", text)));
  const byId = appId.map((text): NamedApp => {
    const [id, name] = pair("--app-id", text);
    const variable = certificates.get(id);
    const certificate = variable === undefined ? undefined : process.env[variable];
    if (variable !== undefined && !certificate) throw new Error(`the environment variable ${variable} is empty`);
    certificates.delete(id);
    return { ...tenant("--app-id", name), appId: id, ...(certificate && { certificates: [certificate] }) };
  });
  const [stray] = certificates.keys();
  if (stray !== undefined) throw new Error(`--certificate-env names the App ID ${stray}, which no --app-id names`);
  const plain = app.map((text) => tenant("--app", text));
  return [...byId, ...plain.filter((each) => !byId.some(({ org, app }) => org === each.org && app === each.app))];
}

function pair(option: string, text: string): [string, string] {
  const [name, value, ...rest] = text.split("=");
  if (!name || !value || rest.length > 0) throw new Error(`${option} ${text}: give two parts with = between them`);
  return [name, value];
}

function tenant(option: string, text: string): { org: string; app: string } {
  const [org, app, ...rest] = text.split(/[/#]/);
  if (!org || !app || rest.length > 0) throw new Error(`${option} ${text}: give an app as org/app`);
  return { org, app };
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("Give a number from 0 to 65535.");
  return port;
}
