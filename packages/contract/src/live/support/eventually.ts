/** Waiting for what a service does a moment later. */
import { setTimeout as wait } from "node:timers/promises";
import { ChatNetworkError } from "@agora-chat-openapi/client";
import { RefusedError } from "../guard.ts";
import { RunAborted } from "../run-aborted.ts";

/** What does not pass by waiting a little: the client has tried again already, or there is nothing to try. */
const FINAL = [ChatNetworkError, RefusedError, RunAborted];

/**
 * Repeats `act` until it no longer throws, the service is unreachable, or the run is aborted.
 * @param options.withinMs how long to try, in ms; the last error is thrown after that
 * @returns what `act` resolves to
 */
export async function eventually<T>(act: () => Promise<T>, { withinMs = 10_000 } = {}): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, 1000)) {
    try {
      return await act();
    } catch (error) {
      const isFinal = FINAL.some((type) => error instanceof type);
      if (isFinal || performance.now() + pauseMs > deadline) throw error;
      await wait(pauseMs);
    }
  }
}
