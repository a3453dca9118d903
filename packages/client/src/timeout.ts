import { ChatAbortError, ChatTimeoutError, type Circumstances } from "./errors.ts";

export interface Timer {
  /** Aborted with a ChatTimeoutError when the time is up, with a ChatAbortError when the caller's signal is. */
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

/** Starts a clock that also follows the caller's signal; `ms` is asked at each start. */
export function startTimer(ms: () => number, caller: AbortSignal | undefined, at: Circumstances): Timer {
  const controller = new AbortController();
  const onTime = () => controller.abort(new ChatTimeoutError("timed out", at));
  const onAbort = () => controller.abort(new ChatAbortError("aborted", { ...at, cause: caller?.reason }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = () => clearTimeout(timer);
  const touch = () => {
    pause();
    const time = ms();
    if (time <= MAX_TIMEOUT) timer = setTimeout(onTime, time);
  };
  if (caller?.aborted) onAbort();
  else touch();
  caller?.addEventListener("abort", onAbort);

  return {
    signal: controller.signal,
    touch,
    pause,
    stop() {
      pause();
      caller?.removeEventListener("abort", onAbort);
    },
  };
}

/** Waits. @throws ChatAbortError if the caller's signal is aborted meanwhile. */
export async function sleep(ms: number, caller: AbortSignal | undefined, at: Circumstances): Promise<void> {
  const { signal, stop } = startTimer(() => ms, caller, at);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  stop();
  if (!(signal.reason instanceof ChatTimeoutError)) throw signal.reason;
}
