import { type CallContext, ChatAbortError, ChatTimeoutError, type TimeLimitOption } from "./errors.ts";
import type { EffectiveLimits } from "./limits.ts";

/** Longer timeouts overflow setTimeout and fire at once, in ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A time that a timer can hold, in ms. */
export function clampTimer(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_TIMER_MS);
}

/** A call under way. */
export interface Timed extends CallContext {
  readonly call: EffectiveLimits & { signal: AbortSignal | undefined };
  /** When it has to be over, by performance.now(). */
  deadlineAt: number;
}

/** Gives a wait its time anew: that of the option, or of another one. */
export type Restart = (option?: TimeLimitOption) => void;

/**
 * Waits for what `start` begins: as long as an option of the call says and its deadline leaves, or without an option any
 * time, and no longer than until the caller's signal is aborted.
 * @param controller aborted with the error in the end of a wait that was too long
 * @throws ChatTimeoutError, ChatAbortError, or what `start` rejects with
 */
export function limited<T>(
  timed: Timed,
  option: TimeLimitOption | undefined,
  start: (signal: AbortSignal, restart: Restart) => Promise<T>,
  controller = new AbortController(),
): Promise<T> {
  const { call } = timed;
  const { signal } = call;
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fail = (error: Error) => {
      stop();
      controller.abort(error);
      reject(error);
    };
    const onAbort = () => fail(new ChatAbortError(signal?.reason, timed));
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    const restart: Restart = (next = option) => {
      clearTimeout(timer);
      if (!next) return;
      const left = timed.deadlineAt - performance.now();
      const first = call[next] <= left ? next : "deadlineMs";
      const ms = Math.min(call[next], left);
      if (ms > MAX_TIMER_MS) return;
      timer = setTimeout(() => fail(new ChatTimeoutError(first, call[first], timed)), clampTimer(ms));
    };

    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    restart();
    start(controller.signal, restart).finally(stop).then(resolve, reject);
  });
}
