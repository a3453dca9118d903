/** What a journey is given: it writes down each step, and what the journey makes. */
import type { StepResult } from "../../reports/result.ts";
import type { Ledger } from "../cleanup/ledger.ts";
import { isOperation } from "../cleanup/remove.ts";
import { RefusedError } from "../guard.ts";
import type { Journey, JourneyContext, Made } from "../journey.ts";
import { nameOf } from "../run-prefix.ts";
import { type Scope, within } from "../scope.ts";
import type { Session } from "../session.ts";
import { RunEnded } from "./run-aborted.ts";

export interface ContextOptions {
  session: Session;
  run: string;
  /** Absent on a run that must not make anything. */
  ledger: Ledger | undefined;
  /** Whether the server forgets. */
  stateless: boolean;
  scope: Omit<Scope, "source">;
  onStep(journey: string, step: string): void;
  record(result: StepResult): void;
}

/** Runs one journey to its end, or to its first failed step. Never rejects. @returns what ended it early */
export async function runJourney(journey: Journey, options: ContextOptions): Promise<unknown> {
  const { record, session, scope } = options;
  let ended: { error: unknown } | undefined;
  const end = (step: string, error: unknown, durationMs = 0): void => {
    if (ended) return;
    ended = { error };
    record({ journey: journey.name, step, durationMs, ...verdictOn(error, session, scope) });
  };
  try {
    const context = createContext(journey, options, () => ended, end);
    await within({ ...scope, source: journey.name }, () => journey.run(context));
  } catch (error) {
    end("between its steps", error);
  }
  return ended?.error;
}

function createContext(
  journey: Journey,
  { session, run, ledger, stateless, scope, onStep, record }: ContextOptions,
  ended: () => { error: unknown } | undefined,
  end: (step: string, error: unknown, durationMs: number) => void,
): JourneyContext {
  const { name: journeyName } = journey;

  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const earlier = ended();
    if (earlier) throw earlier.error;
    onStep(journeyName, name);
    const started = performance.now();
    try {
      scope.ending.throwIfAborted();
      const value = await within({ ...scope, source: `${journeyName}: ${name}` }, act);
      record({ journey: journeyName, step: name, outcome: "passed", durationMs: performance.now() - started });
      return value;
    } catch (error) {
      end(name, error, performance.now() - started);
      throw error;
    }
  };
  const skip = (name: string, reason: string) =>
    record({ journey: journeyName, step: name, outcome: "skipped", reason, durationMs: 0 });

  return {
    chat: session.chat,
    name: (word) => nameOf(run, journeyName, word),
    step,
    skip,
    async remembers(name, act) {
      if (stateless) skip(name, "--stateless: the server does not remember what it was told");
      else await step(name, act);
    },
    async made(thing) {
      checkMade(session, journey, thing);
      if (!ledger) throw new RefusedError(`--read-only: ${journeyName} would make something`);
      ledger.made(thing);
    },
    async removed(thing) {
      ledger?.removed(thing);
    },
  };
}

/** @throws TypeError for what could not be removed */
function checkMade(session: Session, { name, undoneBy }: Journey, { undo, path }: Made): void {
  if (!isOperation(session, undo)) throw new TypeError(`there is no operation ${undo} to remove something with`);
  if (!undoneBy.includes(undo)) throw new TypeError(`the journey ${name} does not say that it is undone by ${undo}`);
  for (const [key, value] of Object.entries(path)) {
    if (typeof value !== "string" || value === "") {
      throw new TypeError(`${undo} needs a ${key}, and the answer that it should come from has none`);
    }
  }
}

function verdictOn(
  error: unknown,
  { checker }: Session,
  { cut, ending }: ContextOptions["scope"],
): Pick<StepResult, "outcome" | "reason"> {
  if (error instanceof RefusedError) return { outcome: "skipped", reason: error.message };
  const cause = cut.aborted ? ending.reason : error;
  if (cause instanceof RunEnded) return { outcome: cause.outcome, reason: cause.message };
  return { outcome: "failed", reason: checker.redactor.text(sentenceOf(error)) };
}

/** The longest reason, in characters. */
const LONGEST = 400;

function sentenceOf(error: unknown): string {
  const text = (error instanceof Error ? error.message || error.name : String(error)).replace(/\s+/g, " ").trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
