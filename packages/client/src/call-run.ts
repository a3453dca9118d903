import type { Call } from "./call.ts";
import { ChatHookError, ChatTokenError, type FailureReason } from "./errors.ts";
import { clampTimer, limited, type Timed } from "./limited.ts";
import type { Hooks } from "./options.ts";
import { mayRepeat, retryDelayMs } from "./retry.ts";

/** A call under way, and what it waits for around its attempts. */
export class CallRun implements Timed {
  readonly operationId: string;
  readonly call: Call;
  readonly hooks: Hooks;
  attempts = 0;
  deadlineAt: number;
  #retries = 0;

  constructor(call: Call, hooks: Hooks) {
    this.operationId = call.traits.operationId;
    this.call = call;
    this.hooks = hooks;
    this.deadlineAt = performance.now() + call.deadlineMs;
  }

  /** Waits for a token. @throws ChatTokenError if its source fails */
  bearer(token: Promise<string>): Promise<string> {
    return this.#waitFor(token, (cause) => new ChatTokenError(cause, this));
  }

  /** Calls a hook, if there is one, and waits for it. @throws ChatHookError if it throws or rejects */
  notify(name: keyof Hooks, details: object): Promise<unknown> | undefined {
    const hook = this.hooks[name] as ((event: object) => unknown) | undefined;
    if (!hook) return undefined;
    const { operationId, attempts: attempt, call } = this;
    const event = { callId: call.id, operationId, method: call.method, attempt, ...details };
    const run = async () => hook.call(this.hooks, event);
    return this.#waitFor(run(), (cause) => new ChatHookError(name, cause, this));
  }

  /** Waits until the next attempt is due. @returns whether there is one */
  async waitForRetry(reason: FailureReason, askedMs = 0): Promise<boolean> {
    const { call } = this;
    const delayMs = retryDelayMs(this.#retries + 1, askedMs);
    const isAllowed = this.#retries < call.maxRetries && askedMs <= call.maxRetryAfterMs && mayRepeat(call, reason);
    if (!isAllowed || performance.now() + delayMs >= this.deadlineAt) return false;
    this.#retries++;
    await this.notify("onRetry", { delayMs, reason });
    await limited(this, "deadlineMs", (signal) => sleep(delayMs, signal));
    return true;
  }

  #waitFor<T>(promise: Promise<T>, toError: (cause: unknown) => Error): Promise<T> {
    const explained = promise.catch((cause) => {
      throw toError(cause);
    });
    return limited(this, "deadlineMs", () => explained);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, clampTimer(ms));
    signal.addEventListener("abort", () => clearTimeout(timer));
  });
}
