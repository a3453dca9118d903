/** Runs one journey: records each of its steps, and what it creates. */
import type { StepResult } from "../../reports/result.ts";
import type { Ledger } from "../cleanup/ledger.ts";
import { isOperation } from "../cleanup/remove.ts";
import { RefusedError } from "../guard.ts";
import type { CleanupCall, Journey, JourneyContext } from "../journey.ts";
import { RunAborted } from "../run-aborted.ts";
import { nameOf } from "../run-prefix.ts";
import { type Scope, within } from "../scope.ts";
import type { Session } from "../session.ts";

export interface JourneyOptions {
  session: Session;
  run: string;
  /** Absent on a run that must not create anything. */
  ledger: Ledger | undefined;
  /** Whether the server keeps no state. */
  stateless: boolean;
  scope: Omit<Scope, "source">;
  onStep(journey: string, step: string): void;
  record(result: StepResult): void;
}

/** What ended a journey before its last step. */
type Failure = { error: unknown };

/** Runs one journey to its end, or to its first failed step. Never rejects. @returns the error that ended it early */
export async function runJourney(journey: Journey, options: JourneyOptions): Promise<unknown> {
  const { record, session, scope } = options;
  let failure: Failure | undefined;
  const fail = (step: string, error: unknown, durationMs = 0): void => {
    if (failure) return;
    failure = { error };
    record({ journey: journey.name, step, durationMs, ...outcomeOf(error, session, scope) });
  };
  try {
    const context = createContext(journey, options, () => failure, fail);
    await within({ ...scope, source: journey.name }, () => journey.run(context));
  } catch (error) {
    fail("between its steps", error);
  }
  return failure?.error;
}

function createContext(
  journey: Journey,
  { session, run, ledger, stateless, scope, onStep, record }: JourneyOptions,
  failed: () => Failure | undefined,
  fail: (step: string, error: unknown, durationMs: number) => void,
): JourneyContext {
  const { name: journeyName } = journey;

  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const failure = failed();
    if (failure) throw failure.error;
    onStep(journeyName, name);
    const started = performance.now();
    try {
      scope.stop.throwIfAborted();
      const value = await within({ ...scope, source: `${journeyName}: ${name}` }, act);
      record({ journey: journeyName, step: name, outcome: "passed", durationMs: performance.now() - started });
      return value;
    } catch (error) {
      fail(name, error, performance.now() - started);
      throw error;
    }
  };
  const skip = (name: string, reason: string) =>
    record({ journey: journeyName, step: name, outcome: "skipped", reason, durationMs: 0 });

  return {
    chat: session.chat,
    chatWithoutToken: session.chatWithoutToken,
    chatWithInvalidToken: session.chatWithInvalidToken,
    run,
    name: (word) => nameOf(run, journeyName, word),
    step,
    skip,
    async whenStateful(name, act) {
      if (stateless) skip(name, "--stateless: the server keeps no state");
      else await step(name, act);
    },
    async created(call) {
      checkCleanupCall(session, journey, call);
      if (!ledger) throw new RefusedError(`--read-only: ${journeyName} would create something`);
      ledger.created(call);
    },
    async removed(call) {
      ledger?.removed(call);
    },
  };
}

/** @throws TypeError for what could not be removed */
function checkCleanupCall(session: Session, { name, cleanup }: Journey, { operationId, path }: CleanupCall): void {
  if (!isOperation(session, operationId)) {
    throw new TypeError(`there is no operation ${operationId} to remove something with`);
  }
  if (!cleanup.includes(operationId)) throw new TypeError(`the cleanup of the journey ${name} lacks ${operationId}`);
  for (const [key, value] of Object.entries(path)) {
    if (typeof value !== "string" || value === "") {
      throw new TypeError(`${operationId} needs a ${key}, and the response that it should come from has none`);
    }
  }
}

function outcomeOf(
  error: unknown,
  { checker }: Session,
  { stop, abort }: JourneyOptions["scope"],
): Pick<StepResult, "outcome" | "reason"> {
  if (error instanceof RefusedError) return { outcome: "skipped", reason: error.message };
  const cause = abort.aborted ? stop.reason : error;
  if (cause instanceof RunAborted) return { outcome: cause.outcome, reason: cause.message };
  return { outcome: "failed", reason: checker.redactor.text(sentenceOf(error)) };
}

/** The longest reason, in characters. */
const LONGEST = 400;

function sentenceOf(error: unknown): string {
  const text = (error instanceof Error ? error.message || error.name : String(error)).replace(/\s+/g, " ").trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
