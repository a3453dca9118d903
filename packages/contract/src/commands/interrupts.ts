/** What stops a run early: signals, and the time that it has. */
import { RunAborted } from "../live/run-aborted.ts";

/** Exit codes by signal: 128 and its number. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[];

/** The first signal stops the run, so that it cleans up; the second ends the process. */
export class Interrupts {
  /** The exit code that a signal asks for, once there was one. */
  exitCode: number | undefined;
  /** What is said when the process ends before all is removed. */
  whatRemains = "nothing was created";
  readonly #stopping = new AbortController();

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#onSignal);
  }

  /** Aborted, with a RunAborted, when the run is to stop. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Stops the run. @param outcome what that makes of the steps that are not through */
  stop(reason: string, outcome: RunAborted["outcome"]): void {
    this.#stopping.abort(new RunAborted(reason, outcome));
  }

  /** Leaves signals to others. */
  dispose(): void {
    for (const name of SIGNALS) process.off(name, this.#onSignal);
  }

  readonly #onSignal = (name: NodeJS.Signals) => {
    const code = EXIT_CODES[name as keyof typeof EXIT_CODES];
    if (this.exitCode !== undefined) {
      process.stderr.write(`\nquit; ${this.whatRemains}\n`);
      process.exit(code);
    }
    this.exitCode = code;
    process.stderr.write("\ncleaning up; press Ctrl-C again to quit\n");
    this.stop("interrupted", "skipped");
  };
}

/** Resolves when the user ends a command that would go on for ever, or when a signal is aborted. */
export function interrupted(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
    signal?.addEventListener("abort", () => resolve());
  });
}
