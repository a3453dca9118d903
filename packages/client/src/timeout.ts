/** Why a wait ended before its time; the transport makes a ChatError of it. */
export class Ended extends Error {
  readonly by: "caller" | "time";
  constructor(by: "caller" | "time", cause?: unknown) {
    super(by === "caller" ? "aborted by the caller" : "timed out", { cause });
    this.by = by;
  }
}

export interface Timer {
  /** Aborted, with an Ended, when the time is up or the caller's signal is. */
  signal: AbortSignal;
  /** Starts the time anew. */
  touch(): void;
  /** Stops the clock until the next touch, while nobody waits. */
  pause(): void;
  /** Stops the clock for good and lets go of the caller's signal. */
  stop(): void;
}

/** Longer timeouts overflow setTimeout, in ms. */
const MAX_TIMEOUT = 2 ** 31 - 1;

/** Starts a clock that also follows the caller's signal. `ms` is asked at each start. @throws Ended if aborted already. */
export function startTimer(ms: () => number, caller: AbortSignal | undefined): Timer {
  if (caller?.aborted) throw new Ended("caller", caller.reason);
  const controller = new AbortController();
  const onTime = () => controller.abort(new Ended("time"));
  const onAbort = () => controller.abort(new Ended("caller", caller?.reason));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touch = () => {
    clearTimeout(timer);
    const time = ms();
    timer = time <= MAX_TIMEOUT ? setTimeout(onTime, time) : undefined;
  };
  caller?.addEventListener("abort", onAbort, { once: true });
  touch();

  return {
    signal: controller.signal,
    touch,
    pause: () => clearTimeout(timer),
    stop() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", onAbort);
    },
  };
}

/** Waits. @throws Ended if the caller's signal is aborted meanwhile. */
export function sleep(ms: number, caller: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (caller?.aborted) return reject(new Ended("caller", caller.reason));
    const onAbort = () => {
      clearTimeout(timer);
      reject(new Ended("caller", caller?.reason));
    };
    const timer = setTimeout(() => {
      caller?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    caller?.addEventListener("abort", onAbort, { once: true });
  });
}
