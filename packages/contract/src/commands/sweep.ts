import { UsageError } from "../errors.ts";
import { type CleanupOptions, cleanUp, planCleanup } from "../live/cleanup/cleanup.ts";
import { Ledger, ledgerFiles } from "../live/cleanup/ledger.ts";
import { describeCall } from "../live/cleanup/remove.ts";
import { isRunPrefix } from "../live/run-prefix.ts";
import type { Scope } from "../live/scope.ts";
import { openSession, type Session } from "../live/session.ts";
import { signIn } from "../live/sign-in.ts";
import { addOptions, createCommand as command } from "./command.ts";
import { type DeploymentOptions, deploymentOf, deploymentOptions, tokenOf } from "./deployment-options.ts";

const EXIT_CODES = `
Exit codes: 0 nothing is left, 1 something is (or would be removed, or a run is
still going on), 2 usage, 3 could not reach the service or sign in.`;

/** `agora-chat-contract sweep` */
export function createCommand() {
  const base = command("sweep").description(
    "Removes what killed runs of verify left behind: what is on their ledgers, and what bears their prefix in its name.",
  );
  return addOptions(base, deploymentOptions)
    .option(
      "--run <prefix>",
      "only this run, such as acv-k3f9x2ab; it may be one of another machine, or one still going on",
      runPrefix,
    )
    .option("--dry-run", "only say what would be removed")
    .addHelpText("after", EXIT_CODES)
    .action(async (options) => {
      process.exitCode = await sweep(options);
    });
}

type Options = DeploymentOptions & { run?: string | undefined; dryRun?: true | undefined };

/** @returns the exit code: 0 nothing is left, 1 something is @throws UsageError, UnreachableError */
async function sweep(options: Options): Promise<number> {
  const deployment = deploymentOf(options);
  const { token, tokenName } = tokenOf(options);
  const { run, ledger, dryRun = false, allowDestructive = false } = options;
  const session = openSession({ deployment, token, readOnly: dryRun, allowDestructive });
  const never = new AbortController().signal;
  const scope: Scope = { source: "sweep", stop: never, abort: never };
  await signIn(session, tokenName, scope);

  const { ledgers, running } = readLedgers(ledger, session, run);
  const runs = new Map<string, Ledger | undefined>(ledgers.map((each) => [each.head.run, each]));
  if (run !== undefined && !runs.has(run)) runs.set(run, undefined);
  if (runs.size + running === 0) {
    console.log(`there is no ledger of ${deployment.baseUrl} in ${ledger}: nothing to sweep`);
  }
  let isClean = running === 0;
  for (const [name, each] of runs) {
    isClean = (await sweepRun({ session, scope, run: name, ledger: each }, dryRun)) && isClean;
  }
  return isClean ? 0 : 1;
}

function runPrefix(text: string): string {
  if (isRunPrefix(text)) return text;
  throw new UsageError(`--run: "${text}" is not the prefix of a run, such as acv-k3f9x2ab`);
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
    console.error(`${file} is not a ledger: left alone`);
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
  const { removed, leftovers, problem } = await (isDry ? planCleanup(options) : cleanUp(options, true));
  for (const call of removed) console.log(`${isDry ? "would remove" : "removed"}: ${describeCall(call)}`);
  for (const { call, reason } of leftovers) console.error(`still there: ${describeCall(call)} (${reason})`);
  if (problem !== undefined) console.error(problem);
  const still = leftovers.length > 0 ? `, ${leftovers.length} still there` : "";
  console.log(`${run}: ${removed.length} things ${isDry ? "to remove" : "removed"}${still}`);
  return problem === undefined && (isDry ? removed : leftovers).length === 0;
}
