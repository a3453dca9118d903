/** What ends a run early: signals, and the time that it has. */
import { RunEnded } from "../live/runner/run-aborted.ts";

/** Exit codes by signal: 128 and its number. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[];

/** The first signal ends the run, so that it cleans up; the second ends the process. */
export class Ends {
  /** The exit code that a signal asks for, once there was one. */
  exitCode: number | undefined;
  /** What is said when the process ends before all is removed. */
  whatRemains = "nothing was made";
  readonly #ending = new AbortController();

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#onSignal);
  }

  /** Aborted, with a RunEnded, when the run is to end. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Ends the run. @param outcome what that makes of the steps that are not through */
  end(reason: string, outcome: RunEnded["outcome"]): void {
    this.#ending.abort(new RunEnded(reason, outcome));
  }

  /** Leaves signals to others. */
  stop(): void {
    for (const name of SIGNALS) process.off(name, this.#onSignal);
  }

  readonly #onSignal = (name: NodeJS.Signals) => {
    const code = EXIT_CODES[name as keyof typeof EXIT_CODES];
    if (this.exitCode !== undefined) {
      process.stderr.write(`\nended at once; ${this.whatRemains}\n`);
      process.exit(code);
    }
    this.exitCode = code;
    process.stderr.write("\ncleaning up; once more ends at once\n");
    this.end("interrupted", "skipped");
  };
}
