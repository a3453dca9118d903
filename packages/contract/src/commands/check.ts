import { parseArgs } from "node:util";
import { type Checker, createChecker } from "../check/checker.ts";
import { UsageError } from "../errors.ts";
import { checkRecordings } from "../recorded/check-recordings.ts";
import { type Note, RecordingError } from "../recorded/notes.ts";
import type { Result } from "../reports/result.ts";
import { Progress } from "./progress-line.ts";
import { checkReportValues, REPORT_OPTIONS, REPORT_USAGE, report } from "./report-options.ts";

export const usage = `usage: agora-chat-contract check <file|folder> … [--base-url URL] [reports]

Checks recorded traffic: HAR files of browsers, proxies and clients, and NDJSON with one HAR entry a line, also with
.gz; in folders, all .har and .ndjson files. Exchanges with other hosts are passed over. A host is of the service when it
is a server of the description, named by --base-url, or when one of its exchanges names an operation.

  --base-url URL         where the service was reached; what stands before the paths is left out; may be given many times
  --ignore-host HOST     never take this host for the service; may be given many times
  --description FILE     check against this description, bundled, YAML or JSON
${REPORT_USAGE}`;

const OPTIONS = {
  "base-url": { type: "string", multiple: true },
  "ignore-host": { type: "string", multiple: true },
  description: { type: "string" },
  ...REPORT_OPTIONS,
} as const;

/** How many places of the same note are named. */
const PLACES = 3;

/** Checks recordings and reports. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  if (positionals.length === 0) throw new UsageError("takes the files or folders to check");
  const { "base-url": baseUrls = [], "ignore-host": ignoreHosts = [] } = values;
  for (const url of baseUrls) checkBaseUrl(url);
  checkReportValues(values);
  const checker = open(values.description);
  const notes: Notes = new Map();
  const progress = new Progress();
  const { result, found } = await checkRecordings(checker, positionals, {
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
  if (result.exchanges === 0) throw new UsageError(nothingChecked(result));
  for (const host of found) {
    console.error(`${host} is taken for the service, since its paths are; --ignore-host ${host} leaves it out`);
  }
  return report(result, values);
}

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

function checkBaseUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return;
  throw new UsageError(`--base-url is a URL such as https://chat.example.com, not "${text}"`);
}

function open(description: string | undefined): Checker {
  try {
    return createChecker(description === undefined ? {} : { description });
  } catch (error) {
    throw new UsageError(`--description: ${(error as Error).message}`);
  }
}
