import { parseArgs } from "node:util";
import { journeys } from "../journeys/index.ts";
import { RunEnded } from "../verify/ended.ts";
import type { Journey } from "../verify/journey.ts";
import { Ledger } from "../verify/ledger.ts";
import { createProgress } from "../verify/progress.ts";
import { describe } from "../verify/removal.ts";
import { newRunPrefix } from "../verify/run-prefix.ts";
import { type RunOutcome, runJourneys } from "../verify/runner.ts";
import { openSession, type Session } from "../verify/session.ts";
import { signIn } from "../verify/sign-in.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, readDeployment, sweepCommand } from "./deployment-options.ts";
import { checkReportValues, REPORT_OPTIONS, REPORT_USAGE, report } from "./report-options.ts";
import { UsageError } from "./usage-error.ts";

export const usage = `usage: agora-chat-contract verify --base-url URL --org ORG --app APP --token-env NAME [options]

Walks through the API of a running deployment and holds every answer to the description. What it makes, it removes.

${DEPLOYMENT_USAGE}
  --journey NAME,…      only these journeys; may be given many times
  --tag TAG,…           only journeys of these tags of the description
  --concurrency N       how many journeys go on at a time (4)
  --read-only           send nothing but GET and HEAD
  --stateless           the service remembers nothing, as the mock does: skip the steps that need it to
  --timeout SECONDS     end the run after this time; what was made is removed all the same (300)
  --description FILE    an OpenAPI 3.1 description, bundled, in place of the shipped one

${REPORT_USAGE}`;

const OPTIONS = {
  ...DEPLOYMENT_OPTIONS,
  ...REPORT_OPTIONS,
  journey: { type: "string", multiple: true, default: [] as string[] },
  tag: { type: "string", multiple: true, default: [] as string[] },
  concurrency: { type: "string", default: "4" },
  "read-only": { type: "boolean", default: false },
  stateless: { type: "boolean", default: false },
  timeout: { type: "string", default: "300" },
  description: { type: "string" },
} as const;

type Values = ReturnType<typeof parse>;

/** Exit codes of what ends a run from outside. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * `agora-chat-contract verify`.
 * @returns the exit code: 0 conforms, 1 does not, 130 after Ctrl-C
 * @throws UsageError, UnreachableError
 */
export async function run(args: string[]): Promise<number> {
  const values = parse(args);
  const { deployment, token, tokenName } = readDeployment(values);
  checkReportValues(values);
  const chosen = choose(journeys, split(values.journey), split(values.tag));
  const timeout = toCount("timeout", values.timeout);
  const concurrency = toCount("concurrency", values.concurrency);
  const session = open({
    deployment,
    token,
    readOnly: values["read-only"],
    allowDestructive: values["allow-destructive"],
    ...(values.description !== undefined && { description: values.description }),
  });

  const prefix = newRunPrefix();
  const ending = new AbortController();
  let ledger: Ledger | undefined;
  const ends = watchSignals(ending, () => (ledger ? `what is left is on ${ledger.file}` : "nothing was made"));
  try {
    await signIn(session, tokenName, { source: "sign-in", ending: ending.signal, cut: ending.signal });
    ledger = values["read-only"] ? undefined : openLedger(values.ledger, session, prefix);
    const timer = setTimeout(
      () => ending.abort(new RunEnded(`not finished within ${timeout} s`, "failed")),
      timeout * 1000,
    );
    const progress = createProgress();
    const outcome = await runJourneys({
      session,
      journeys: chosen,
      run: prefix,
      ledger,
      concurrency,
      stateless: values.stateless,
      signal: ending.signal,
      onProgress: progress.show,
    }).finally(() => {
      clearTimeout(timer);
      progress.end();
    });
    tellLeft(outcome, values, prefix);
    const code = await report(outcome.result, values);
    return ends.signal ? EXIT_CODES[ends.signal] : code;
  } catch (error) {
    if (ends.signal && error instanceof RunEnded) return EXIT_CODES[ends.signal];
    throw error;
  } finally {
    ends.stop();
  }
}

function parse(args: string[]) {
  return parseArgs({ args, options: OPTIONS }).values;
}

/** @throws UsageError for a description that cannot be read */
function open(options: Parameters<typeof openSession>[0]): Session {
  try {
    return openSession(options);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError for a folder that cannot be written */
function openLedger(folder: string, { deployment }: Session, prefix: string): Ledger {
  try {
    return Ledger.create(folder, deployment, prefix);
  } catch (error) {
    throw new UsageError(`--ledger: ${(error as Error).message}`);
  }
}

/** The journeys of these names and tags, or all. @throws UsageError for a name or tag that there is not */
export function choose(all: Journey[], names: string[], tags: string[]): Journey[] {
  checkKnown(
    "journey",
    names,
    all.map(({ name }) => name),
  );
  checkKnown(
    "tag",
    tags,
    all.flatMap((journey) => journey.tags),
  );
  return all.filter(
    (journey) =>
      (names.length === 0 || names.includes(journey.name)) &&
      (tags.length === 0 || journey.tags.some((tag) => tags.includes(tag))),
  );
}

function checkKnown(kind: string, asked: string[], known: string[]): void {
  for (const name of asked) {
    if (known.includes(name)) continue;
    throw new UsageError(
      `--${kind}: there is no ${kind} "${name}"; there are ${[...new Set(known)].sort().join(", ")}`,
    );
  }
}

function split(lists: string[]): string[] {
  return lists.flatMap((list) => list.split(",")).map((name) => name.trim());
}

function toCount(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--${name}: "${text}" is no whole number from 1`);
  return Number(text);
}

/** The first signal ends the run, the second ends the process. */
function watchSignals(ending: AbortController, whatIsLeft: () => string) {
  const ends: { signal: keyof typeof EXIT_CODES | undefined; stop(): void } = {
    signal: undefined,
    stop: () => {
      for (const name of Object.keys(EXIT_CODES)) process.off(name, onSignal);
    },
  };
  const onSignal = (signal: keyof typeof EXIT_CODES) => {
    if (ends.signal) {
      process.stderr.write(`\nended at once; ${whatIsLeft()}\n`);
      process.exit(EXIT_CODES[signal]);
    }
    ends.signal = signal;
    process.stderr.write("\ncleaning up; once more ends at once\n");
    ending.abort(new RunEnded("interrupted", "skipped"));
  };
  for (const name of Object.keys(EXIT_CODES)) process.on(name, onSignal);
  return ends;
}

function tellLeft({ left, isClean }: RunOutcome, values: Values, prefix: string): void {
  if (isClean) return;
  for (const { thing, reason } of left) console.error(`left behind: ${describe(thing)} (${reason})`);
  const isRefused = left.some(({ reason }) => reason.includes("--allow-destructive"));
  console.error(`to remove what is left:\n  ${sweepCommand(values, prefix, isRefused)}`);
}
