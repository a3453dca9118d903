import { parseArgs } from "node:util";
import type { Made } from "../verify/journey.ts";
import { Ledger, ledgerFiles } from "../verify/ledger.ts";
import { findLeftovers } from "../verify/leftovers.ts";
import { describe, type Left, removeAll } from "../verify/removal.ts";
import { isRunPrefix } from "../verify/run-prefix.ts";
import type { Scope } from "../verify/scope.ts";
import { openSession, type Session } from "../verify/session.ts";
import { signIn } from "../verify/sign-in.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, readDeployment } from "./deployment-options.ts";
import { UsageError } from "./usage-error.ts";

export const usage = `usage: agora-chat-contract sweep --base-url URL --org ORG --app APP --token-env NAME [options]

Removes what killed runs of verify left behind: what is on their ledgers, and what bears their prefix in its name.

${DEPLOYMENT_USAGE}
  --run PREFIX          only this run, such as acv-k3f9x2ab; it may be one of another machine, or one still going on
  --dry-run             only say what would be removed

Exit codes: 0 nothing is left, 1 something is, 2 usage, 3 could not reach the service or sign in.`;

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

  const ledgers = ledgersOf(values.ledger, session, values.run);
  const runs = new Map<string, Ledger | undefined>(ledgers.map((ledger) => [ledger.head.run, ledger]));
  if (values.run !== undefined && !runs.has(values.run)) runs.set(values.run, undefined);
  if (runs.size === 0) console.log(`there is no ledger of ${deployment.baseUrl} in ${values.ledger}: nothing to sweep`);
  let isClean = true;
  for (const [name, ledger] of runs) {
    isClean = (await sweepRun({ session, scope, name, ledger, isDry: values["dry-run"] })) && isClean;
  }
  return isClean ? 0 : 1;
}

/** The ledgers of a deployment, of runs that are over or of the one that was asked for. */
function ledgersOf(folder: string, { deployment }: Session, asked: string | undefined): Ledger[] {
  return ledgerFiles(folder).flatMap((file) => {
    const ledger = Ledger.open(file);
    if (!ledger) {
      console.error(`${file} is no ledger: left alone`);
      return [];
    }
    const { baseUrl, org, app, run, pid } = ledger.head;
    const isOurs = baseUrl === deployment.baseUrl && org === deployment.org && app === deployment.app;
    const isAsked = asked === undefined ? !isAlive(pid) : asked === run;
    if (isOurs && isAsked) return [ledger];
    ledger.close(false);
    if (isOurs && asked === undefined) {
      console.error(`${run} is still going on (process ${pid}): left alone; --run ${run} sweeps it all the same`);
    }
    return [];
  });
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

interface Sweep {
  session: Session;
  scope: Scope;
  name: string;
  ledger: Ledger | undefined;
  isDry: boolean;
}

/** Sweeps one run. @returns whether nothing is left */
async function sweepRun({ session, scope, name, ledger, isDry }: Sweep): Promise<boolean> {
  if (ledger && ledger.broken > 0) console.error(`${ledger.file}: ${ledger.broken} lines cannot be read`);
  const listed = ledger?.things() ?? [];
  const removed: Made[] = [];
  const gone = (thing: Made) => {
    removed.push(thing);
    ledger?.removed(thing);
  };
  const left = isDry ? [] : await removeAll(session, listed, scope, gone);
  const { found, problem } = await search(session, name, scope);
  const known = new Set(left.map(({ thing }) => describe(thing)));
  if (isDry) {
    const all = new Set([...listed, ...found].map(describe));
    for (const thing of all) console.log(`would remove: ${thing}`);
    console.log(`${name}: ${all.size} things to remove`);
    ledger?.close(false);
    return all.size === 0 && problem === undefined;
  }
  left.push(
    ...(await removeAll(
      session,
      found.filter((thing) => !known.has(describe(thing))),
      scope,
      gone,
    )),
  );
  ledger?.close(left.length === 0 && problem === undefined);
  tell(name, removed, left, problem);
  return left.length === 0 && problem === undefined;
}

async function search(
  session: Session,
  name: string,
  scope: Scope,
): Promise<{ found: Made[]; problem: string | undefined }> {
  try {
    return { found: await findLeftovers(session, name, scope), problem: undefined };
  } catch (error) {
    return { found: [], problem: session.checker.redactor.text((error as Error).message) };
  }
}

function tell(name: string, removed: Made[], left: Left[], problem: string | undefined): void {
  for (const thing of removed) console.log(`gone: ${describe(thing)}`);
  for (const { thing, reason } of left) console.error(`still there: ${describe(thing)} (${reason})`);
  if (problem !== undefined) console.error(`could not look for what is on no ledger: ${problem}`);
  console.log(`${name}: ${removed.length} things removed${left.length > 0 ? `, ${left.length} still there` : ""}`);
}
