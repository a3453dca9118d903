import { createChecker } from "../check/checker.ts";
import { UsageError } from "../errors.ts";
import { checkRecordings } from "../recorded/check-recordings.ts";
import { type Note, RecordingError } from "../recorded/notes.ts";
import type { Result } from "../reports/result.ts";
import { addOptions, createCommand as command, describedBy, EXIT_CODES } from "./command.ts";
import { collect, secretVariable } from "./parsers.ts";
import { Progress } from "./progress-line.ts";
import { outputsOf, report, reportOptions } from "./report-options.ts";

const DESCRIPTION = [
  "Checks recorded traffic: HAR files of browsers, proxies and clients, and NDJSON with one HAR entry a line, also with",
  ".gz; in folders, all .har and .ndjson files. Exchanges with other hosts are passed over. A host is of the service when",
  "it is a server of the description, named by --base-url, or when one of its exchanges looks like one of the service.",
  "Callbacks are known by their bodies, whichever server they were posted to.",
].join(" ");

/** `agora-chat-contract check` */
export function createCommand() {
  const base = command("check")
    .description(DESCRIPTION)
    .argument("<file|folder...>", "the recordings")
    .option(
      "--base-url <url>",
      "where the service was reached; what stands before the paths is left out; may be given many times",
      collect(serviceUrl),
      [],
    )
    .option(
      "--ignore-host <host>",
      "never take this host for the service; may be given many times",
      collect(String),
      [],
    )
    .option(
      "--callback-secret-env <name>",
      "environment variable with the secret of a callback rule: signatures are verified; may be given many times",
      collect(secretVariable("--callback-secret-env")),
      [],
    )
    .option("--description <file>", "check against this description, bundled, YAML or JSON");
  return addOptions(base, reportOptions)
    .addHelpText("after", EXIT_CODES)
    .action(async (paths, options) => {
      process.exitCode = await run(paths, options);
    });
}

type Options = ReturnType<ReturnType<typeof createCommand>["opts"]>;

async function run(paths: string[], options: Options): Promise<number> {
  outputsOf(options);
  const { baseUrl: baseUrls, ignoreHost: ignoreHosts, callbackSecretEnv, description } = options;
  const callbackSecrets = callbackSecretEnv.map((name) => process.env[name] ?? "");
  const checker = describedBy(description, () =>
    createChecker({ callbackSecrets, ...(description !== undefined && { description }) }),
  );
  const notes: Notes = new Map();
  const progress = new Progress();
  const { result, found, foreign } = await checkRecordings(checker, paths, {
    baseUrls,
    ignoreHosts,
    onNote: (note) => addNote(notes, note),
    onChecked: (exchanges) => progress.show(() => `${exchanges} exchanges checked`),
  })
    .catch((error: Error) => {
      throw error instanceof RecordingError ? new UsageError(error.message) : error;
    })
    .finally(() => progress.clear());
  for (const line of linesOf(notes)) console.error(line);
  for (const origin of foreign) {
    console.error(
      `${origin} has paths of the service, but responses of another API: passed over; --base-url ${origin} checks it all the same`,
    );
  }
  if (result.exchanges === 0) throw new UsageError(nothingChecked(result));
  for (const host of found) {
    console.error(
      `${host} is taken for the service, since its paths and responses are alike; --ignore-host ${host} leaves it out`,
    );
  }
  return report(result, options);
}

/** How many places of the same note are named. */
const PLACES = 3;

/** Notes by their reason. */
type Notes = Map<string, { count: number; sources: string[] }>;

function addNote(notes: Notes, { source, reason }: Note): void {
  const known = notes.get(reason);
  if (!known) notes.set(reason, { count: 1, sources: [source] });
  else {
    known.count += 1;
    if (known.sources.length < PLACES) known.sources.push(source);
  }
}

function linesOf(notes: Notes): string[] {
  return [...notes].map(([reason, { count, sources }]) => {
    const more = count - sources.length;
    return `not checked: ${sources.join(", ")}${more > 0 ? ` and ${more} more` : ""}: ${reason}`;
  });
}

function nothingChecked({ passedOver }: Result): string {
  const hosts = Object.entries(passedOver);
  if (hosts.length === 0) return "nothing was checked: there is no exchange in what was given";
  const shown = hosts.slice(0, 5).map(([host, count]) => `${host} (${count})`);
  const more = hosts.length > shown.length ? ` and ${hosts.length - shown.length} more` : "";
  return `nothing was checked: no exchange is with the service, but with ${shown.join(", ")}${more}; name the service with --base-url`;
}

function serviceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return text;
  throw new UsageError(`--base-url: "${text}" is not a URL such as https://chat.example.com`);
}
