import { UnreachableError, UsageError } from "../errors.ts";
import { Ledger } from "../live/cleanup/ledger.ts";
import { describeCall } from "../live/cleanup/remove.ts";
import type { Journey } from "../live/journey.ts";
import { journeys } from "../live/journeys/index.ts";
import { RunAborted } from "../live/run-aborted.ts";
import { newRunPrefix } from "../live/run-prefix.ts";
import { type RunOutcome, runJourneys } from "../live/runner/run-journeys.ts";
import { openSession, type Session } from "../live/session.ts";
import { signIn } from "../live/sign-in.ts";
import { addOptions, createCommand as command, describedBy, EXIT_CODES } from "./command.ts";
import { deploymentOf, deploymentOptions, sweepCommand, tokenOf } from "./deployment-options.ts";
import { Interrupts } from "./interrupts.ts";
import { collectList, wholeNumber } from "./parsers.ts";
import { outputsOf, report, reportOptions } from "./report-options.ts";
import { createProgress } from "./verify-progress.ts";

/** `agora-chat-contract verify` */
export function createCommand() {
  const base = command("verify").description(
    "Walks through the API of a running deployment and holds every response to the description. What it creates, it removes.",
  );
  const withJourneys = addOptions(base, deploymentOptions)
    .option(
      "--journey <name,…>",
      "only these journeys, such as chatgroups/mute-list, or those of an area; may be given many times",
      collectList,
      [],
    )
    .option("--tag <tag,…>", "only journeys of these tags of the description", collectList, [])
    .option("--concurrency <number>", "how many journeys go on at a time", wholeNumber("--concurrency", 1), 4)
    .option("--read-only", "send nothing but GET and HEAD")
    .option("--stateless", "the service keeps no state, as the mock: skip the steps that need it to")
    .option(
      "--timeout <seconds>",
      "end the run after this time, of which the last third, at most 20 s, is for removing what was created",
      wholeNumber("--timeout", 1),
      300,
    )
    .option("--description <file>", "an OpenAPI 3.1 description, bundled, in place of the shipped one");
  return addOptions(withJourneys, reportOptions)
    .addHelpText("after", EXIT_CODES)
    .action(async (options) => {
      process.exitCode = await verify(options);
    });
}

type Options = ReturnType<ReturnType<typeof createCommand>["opts"]>;

/**
 * @returns the exit code: 0 conforms, 1 does not, 130 after Ctrl-C
 * @throws UsageError, UnreachableError
 */
async function verify(options: Options): Promise<number> {
  const plan = makePlan(options);
  const interrupts = new Interrupts();
  const timer = new Timeout(options.timeout, interrupts);
  try {
    const { signal } = interrupts;
    await signIn(plan.session, tokenOf(options).tokenName, { source: "sign-in", stop: signal, abort: signal });
    const outcome = await runPlan(plan, interrupts, timer.deadline);
    reportLeftovers(outcome, plan);
    const code = await report(outcome.result, options);
    return interrupts.exitCode ?? code;
  } catch (error) {
    if (!(error instanceof RunAborted)) throw error;
    if (interrupts.exitCode !== undefined) return interrupts.exitCode;
    throw new UnreachableError(`could not sign in to ${options.baseUrl}: ${error.message}`);
  } finally {
    timer.dispose();
    interrupts.dispose();
  }
}

/** The longest that the end of the time is kept for cleaning up, in ms. */
const CLEANUP_SHARE = 20_000;

/** Stops a run so early that it can clean up within its time. */
class Timeout {
  /** When the time is over, on the clock of `performance.now()`. */
  readonly deadline: number;
  readonly #timer: NodeJS.Timeout;

  constructor(seconds: number, interrupts: Interrupts) {
    const ms = 1000 * seconds;
    this.deadline = performance.now() + ms;
    const stop = () => interrupts.stop(`not finished within ${seconds} s`, "failed");
    this.#timer = setTimeout(stop, ms - Math.min(CLEANUP_SHARE, ms / 3));
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

interface Plan {
  options: Options;
  prefix: string;
  chosen: Journey[];
  session: Session;
}

/** Holds the options to what they must be, before anything is sent. @throws UsageError */
function makePlan(options: Options): Plan {
  outputsOf(options);
  const { readOnly = false, allowDestructive = false, description } = options;
  const deployment = deploymentOf(options);
  const chosen = choose(journeys, options.journey, options.tag);
  const session = describedBy(description, () =>
    openSession({
      deployment,
      token: tokenOf(options).token,
      readOnly,
      allowDestructive,
      ...(description !== undefined && { description }),
    }),
  );
  return { options, prefix: newRunPrefix(), chosen, session };
}

async function runPlan(
  { options, session, prefix, chosen }: Plan,
  interrupts: Interrupts,
  deadline: number,
): Promise<RunOutcome> {
  const { concurrency, stateless = false } = options;
  const ledger = options.readOnly ? undefined : openLedger(options.ledger, session, prefix);
  if (ledger) interrupts.whatRemains = `what is left is listed in ${ledger.file}`;
  const progress = createProgress();
  try {
    return await runJourneys({
      ...{ session, journeys: chosen, run: prefix, ledger, concurrency, stateless, deadline },
      signal: interrupts.signal,
      onProgress: progress.show,
    });
  } finally {
    progress.end();
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

/** The journeys of these names and tags, or all. A name may be that of an area. @throws UsageError for an unknown name or tag */
export function choose(all: Journey[], names: string[], tags: string[]): Journey[] {
  checkKnown("journey", names, all.flatMap(namesOf));
  checkKnown(
    "tag",
    tags,
    all.flatMap((journey) => journey.tags),
  );
  return all.filter(
    (journey) =>
      (names.length === 0 || namesOf(journey).some((name) => names.includes(name))) &&
      (tags.length === 0 || journey.tags.some((tag) => tags.includes(tag))),
  );
}

/** Its own name, and that of its area. */
function namesOf({ name }: Journey): string[] {
  const [area = ""] = name.split("/");
  return [name, area];
}

function checkKnown(kind: string, asked: string[], known: string[]): void {
  for (const name of asked) {
    if (known.includes(name)) continue;
    throw new UsageError(
      `--${kind}: there is no ${kind} "${name}"; there are ${[...new Set(known)].sort().join(", ")}`,
    );
  }
}

function reportLeftovers({ leftovers, isClean }: RunOutcome, { options, prefix }: Plan): void {
  if (isClean) return;
  for (const { call, reason } of leftovers) console.error(`left behind: ${describeCall(call)} (${reason})`);
  const isRefused = leftovers.some(({ reason }) => reason.includes("--allow-destructive"));
  console.error(`to remove what is left:\n  ${sweepCommand(options, prefix, isRefused)}`);
}
