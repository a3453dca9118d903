import { parseArgs } from "node:util";
import { UsageError } from "../errors.ts";
import { type CleanupOptions, cleanUp, planCleanup } from "../live/cleanup/cleanup.ts";
import { Ledger, ledgerFiles } from "../live/cleanup/ledger.ts";
import { describe } from "../live/cleanup/remove.ts";
import { isRunPrefix } from "../live/run-prefix.ts";
import type { Scope } from "../live/scope.ts";
import { openSession, type Session } from "../live/session.ts";
import { signIn } from "../live/sign-in.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, readDeployment } from "./deployment-options.ts";

export const usage = `usage: agora-chat-contract sweep --base-url URL --org ORG --app APP --token-env NAME [options]

Removes what killed runs of verify left behind: what is on their ledgers, and what bears their prefix in its name.

${DEPLOYMENT_USAGE}
  --run PREFIX           only this run, such as acv-k3f9x2ab; it may be one of another machine, or one still going on
  --dry-run              only say what would be removed

Exit codes: 0 nothing is left, 1 something is (or would be removed, or a run is still going on), 2 usage, 3 could not
reach the service or sign in.`;

const OPTIONS = {
  ...DEPLOYMENT_OPTIONS,
  run: { type: "string" },
  "dry-run": { type: "boolean", default: false },
} as const;

/** `agora-chat-contract sweep`. @returns the exit code: 0 nothing is left, 1 something is @throws UsageError, UnreachableError */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { deployment, token, tokenName } = readDeployment(values);
  if (values.run !== undefined && !isRunPrefix(values.run)) {
    throw new UsageError(`--run: "${values.run}" is not the prefix of a run, such as acv-k3f9x2ab`);
  }
  const session = openSession({
    deployment,
    token,
    readOnly: values["dry-run"],
    allowDestructive: values["allow-destructive"],
  });
  const never = new AbortController().signal;
  const scope: Scope = { source: "sweep", ending: never, cut: never };
  await signIn(session, tokenName, scope);

  const { ledgers, running } = readLedgers(values.ledger, session, values.run);
  const runs = new Map<string, Ledger | undefined>(ledgers.map((ledger) => [ledger.head.run, ledger]));
  if (values.run !== undefined && !runs.has(values.run)) runs.set(values.run, undefined);
  if (runs.size + running === 0) {
    console.log(`there is no ledger of ${deployment.baseUrl} in ${values.ledger}: nothing to sweep`);
  }
  let isClean = running === 0;
  for (const [name, ledger] of runs) {
    isClean = (await sweepRun({ session, scope, run: name, ledger }, values["dry-run"])) && isClean;
  }
  return isClean ? 0 : 1;
}

/** What there is in a folder: the ledgers to sweep, and how many belong to runs that are still going on. */
interface Found {
  ledgers: Ledger[];
  running: number;
}

/** @throws UsageError for a folder or a file that cannot be read and written */
function readLedgers(folder: string, session: Session, asked: string | undefined): Found {
  try {
    const found: Found = { ledgers: [], running: 0 };
    for (const file of ledgerFiles(folder)) sortIn(found, file, session, asked);
    return found;
  } catch (error) {
    throw new UsageError(`--ledger: ${(error as Error).message}`);
  }
}

function sortIn(found: Found, file: string, { deployment }: Session, asked: string | undefined): void {
  const ledger = Ledger.open(file);
  if (!ledger) {
    console.error(`${file} is no ledger: left alone`);
    return;
  }
  const { baseUrl, org, app, run, pid } = ledger.head;
  const isOurs = baseUrl === deployment.baseUrl && org === deployment.org && app === deployment.app;
  const isRunning = isOurs && asked === undefined && isAlive(pid);
  if (isOurs && !isRunning && (asked ?? run) === run) {
    found.ledgers.push(ledger);
    return;
  }
  ledger.close(false);
  if (isRunning) {
    found.running += 1;
    console.error(`${run} is still going on (process ${pid}): left alone; --run ${run} sweeps it all the same`);
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Sweeps one run. @returns whether nothing is left */
async function sweepRun(options: CleanupOptions, isDry: boolean): Promise<boolean> {
  const { run, ledger } = options;
  if (ledger && ledger.broken > 0) console.error(`${ledger.file}: ${ledger.broken} lines cannot be read`);
  const { removed, left, problem } = await (isDry ? planCleanup(options) : cleanUp(options, true));
  for (const thing of removed) console.log(`${isDry ? "would remove" : "gone"}: ${describe(thing)}`);
  for (const { thing, reason } of left) console.error(`still there: ${describe(thing)} (${reason})`);
  if (problem !== undefined) console.error(problem);
  const still = left.length > 0 ? `, ${left.length} still there` : "";
  console.log(`${run}: ${removed.length} things ${isDry ? "to remove" : "removed"}${still}`);
  return problem === undefined && (isDry ? removed : left).length === 0;
}
