/** What a run is told, and what it tells while it goes on. */
import type { StepResult } from "../../reports/result.ts";
import type { Ledger } from "../cleanup/ledger.ts";
import type { Journey } from "../journey.ts";
import type { Session } from "../session.ts";

export interface RunOptions {
  session: Session;
  journeys: Journey[];
  /** What the names of all things that are created begin with, from `newRunPrefix`. */
  run: string;
  /** Where to write down what is created; without one, journeys that create something are skipped. */
  ledger?: Ledger | undefined;
  /** How many journeys go on at a time. @default 4 */
  concurrency?: number;
  /** Skips steps that only a server that keeps state can pass. @default false */
  stateless?: boolean;
  /** Stops the run early, with a RunAborted as its reason; what was created is removed all the same. */
  signal?: AbortSignal;
  /** How long requests that are under way may still take when the run is stopped, in ms. @default 5000 */
  graceMs?: number;
  /** When all is to be over, cleaning up included, on the clock of `performance.now()`. @default never */
  deadline?: number;
  onProgress?: (progress: Progress) => void;
}

/** How far a run is. */
export interface Progress {
  journeys: number;
  done: number;
  /** Steps that are through, and how many of them failed. */
  steps: number;
  failed: number;
  /** What is being done. */
  now: string;
  /** Set once for each journey, when it is through. */
  finished?: { journey: string; steps: StepResult[] };
}
