import { parseArgs } from "node:util";
import { UsageError } from "../errors.ts";
import { Ledger } from "../live/cleanup/ledger.ts";
import { describe } from "../live/cleanup/remove.ts";
import type { Journey } from "../live/journey.ts";
import { journeys } from "../live/journeys/index.ts";
import { newRunPrefix } from "../live/run-prefix.ts";
import { RunEnded } from "../live/runner/run-aborted.ts";
import { type RunOutcome, runJourneys } from "../live/runner/run-journeys.ts";
import { openSession, type Session, type SessionOptions } from "../live/session.ts";
import { signIn } from "../live/sign-in.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, readDeployment, sweepCommand } from "./deployment-options.ts";
import { Ends } from "./interrupts.ts";
import { checkReportValues, REPORT_OPTIONS, REPORT_USAGE, report } from "./report-options.ts";
import { createProgress } from "./verify-progress.ts";

export const usage = `usage: agora-chat-contract verify --base-url URL --org ORG --app APP --token-env NAME [options]

Walks through the API of a running deployment and holds every answer to the description. What it makes, it removes.

${DEPLOYMENT_USAGE}
  --journey NAME,…       only these journeys; may be given many times
  --tag TAG,…            only journeys of these tags of the description
  --concurrency N        how many journeys go on at a time (4)
  --read-only            send nothing but GET and HEAD
  --stateless            the service remembers nothing, as the mock does: skip the steps that need it to
  --timeout SECONDS      end the run after this time; what was made is removed all the same (300)
  --description FILE     an OpenAPI 3.1 description, bundled, in place of the shipped one

${REPORT_USAGE}

Exit codes: 0 conforms, 1 findings, failed steps or things left behind, 2 usage, 3 could not reach the service or sign
in, 130 after Ctrl-C.`;

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

/**
 * `agora-chat-contract verify`.
 * @returns the exit code: 0 conforms, 1 does not, 130 after Ctrl-C
 * @throws UsageError, UnreachableError
 */
export async function run(args: string[]): Promise<number> {
  const plan = makePlan(args);
  const ends = new Ends();
  try {
    const { signal } = ends;
    await signIn(plan.session, plan.tokenName, { source: "sign-in", ending: signal, cut: signal });
    const outcome = await walk(plan, ends);
    tellLeft(outcome, plan);
    const code = await report(outcome.result, plan.values);
    return ends.exitCode ?? code;
  } catch (error) {
    if (ends.exitCode !== undefined && error instanceof RunEnded) return ends.exitCode;
    throw error;
  } finally {
    ends.stop();
  }
}

type Plan = ReturnType<typeof makePlan>;

/** Holds the arguments to what they must be, before anything is sent. @throws UsageError */
function makePlan(args: string[]) {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { deployment, token, tokenName } = readDeployment(values);
  checkReportValues(values);
  return {
    values,
    tokenName,
    prefix: newRunPrefix(),
    chosen: choose(journeys, split(values.journey), split(values.tag)),
    timeout: toCount("timeout", values.timeout),
    concurrency: toCount("concurrency", values.concurrency),
    session: open({
      deployment,
      token,
      readOnly: values["read-only"],
      allowDestructive: values["allow-destructive"],
      ...(values.description !== undefined && { description: values.description }),
    }),
  };
}

async function walk({ values, session, prefix, chosen, timeout, concurrency }: Plan, ends: Ends): Promise<RunOutcome> {
  const ledger = values["read-only"] ? undefined : openLedger(values.ledger, session, prefix);
  if (ledger) ends.whatRemains = `what is left is on ${ledger.file}`;
  const timer = setTimeout(() => ends.end(`not finished within ${timeout} s`, "failed"), timeout * 1000);
  const progress = createProgress();
  try {
    return await runJourneys({
      session,
      journeys: chosen,
      run: prefix,
      ledger,
      concurrency,
      stateless: values.stateless,
      signal: ends.signal,
      onProgress: progress.show,
    });
  } finally {
    clearTimeout(timer);
    progress.end();
  }
}

/** @throws UsageError for a description that cannot be read */
function open(options: SessionOptions): Session {
  try {
    return openSession(options);
  } catch (error) {
    const [reason = ""] = (error as Error).message.split("\n");
    throw new UsageError(
      options.description === undefined ? reason : `--description ${options.description}: ${reason}`,
    );
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

function tellLeft({ left, isClean }: RunOutcome, { values, prefix }: Plan): void {
  if (isClean) return;
  for (const { thing, reason } of left) console.error(`left behind: ${describe(thing)} (${reason})`);
  const isRefused = left.some(({ reason }) => reason.includes("--allow-destructive"));
  console.error(`to remove what is left:\n  ${sweepCommand(values, prefix, isRefused)}`);
}
