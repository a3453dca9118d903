import type { CallRun } from "./call-run.ts";
import type { CallTraits, RateWindow } from "./call-traits.ts";
import { ChatThrottleError } from "./errors.ts";
import { clampTimer, limited } from "./limited.ts";

/** The place of one call in a budget. */
export interface Slot {
  /** To be called when the response is here: by then the service has counted the call. */
  release(): void;
}

interface Waiter {
  run: CallRun;
  /** Since when it waits, by performance.now(). */
  since: number;
  resolve(slot: Slot): void;
  reject(reason: unknown): void;
}

/** The service counts a call no later than this after it was sent, in ms. */
const MAX_TRAVEL_MS = 1000;

/** The calls of one budget, first come, first served. */
export class Budget {
  readonly #windows: SlidingWindow[];
  readonly #queue: Waiter[] = [];
  /** The service wants no call before this time, by performance.now(). */
  #pausedUntil = 0;
  /** Until this time calls go one by one, so that those who waited for a pause to end do not come back at once. */
  #spacedUntil = 0;
  #nextSpacedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(windows: readonly RateWindow[]) {
    this.#windows = windows.map((window) => new SlidingWindow(window));
  }

  /** How many calls wait. */
  get queued(): number {
    return this.#queue.length;
  }

  /**
   * Waits for a turn; a call that was sent before goes first. The call's deadline does not count the wait.
   * @throws ChatThrottleError at once if the wait would be longer than the call allows
   */
  async acquire(run: CallRun): Promise<Slot> {
    const { maxQueueMs, maxRetryAfterMs } = run.call;
    const now = performance.now();
    const waitMs = this.#readyAt(run.attempts > 0 ? 0 : this.#queue.length, now) - now;
    if (waitMs > maxQueueMs || this.#pausedUntil - now > maxRetryAfterMs) throw new ChatThrottleError(waitMs, run);
    const slot = await limited(run, undefined, (signal) => this.#enqueue(run, signal));
    run.deadlineAt += performance.now() - now;
    return slot;
  }

  #enqueue(run: CallRun, signal: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const waiter = { run, since: performance.now(), resolve, reject };
      signal.addEventListener("abort", () => this.#remove(run));
      this.#queue.splice(run.attempts > 0 ? 0 : this.#queue.length, 0, waiter);
      if (signal.aborted) this.#remove(run);
      this.#admitWaiting();
    });
  }

  #remove(run: CallRun): void {
    const index = this.#queue.findIndex((waiter) => waiter.run === run);
    if (index !== -1) this.#queue.splice(index, 1);
  }

  /** Lets nobody through for a time, in ms. Calls that would not wait so long fail at once. */
  pause(ms: number): void {
    const now = performance.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
    this.#nextSpacedAt = this.#pausedUntil;
    this.#spacedUntil = this.#pausedUntil + (this.#windows[0]?.windowMs ?? 0);
    for (const [ahead, { run, since, reject }] of [...this.#queue].entries()) {
      const readyAt = this.#readyAt(ahead, now);
      if (ms <= run.call.maxRetryAfterMs && readyAt - since <= run.call.maxQueueMs) continue;
      this.#remove(run);
      reject(new ChatThrottleError(readyAt - now, run));
    }
    this.#admitWaiting();
  }

  #admitWaiting(): void {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0) {
      const now = performance.now();
      const waitMs = this.#readyAt(0, now) - now;
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#admitWaiting(), clampTimer(waitMs));
        return;
      }
      this.#queue.shift()?.resolve(this.#take(now));
    }
  }

  #take(now: number): Slot {
    if (now < this.#spacedUntil) this.#nextSpacedAt = now + (this.#windows[0]?.evenSpacingMs ?? 0);
    const slots = this.#windows.map((window) => window.take(now));
    return {
      release: () => {
        for (const slot of slots) slot.release();
        this.#admitWaiting();
      },
    };
  }

  /** When the call behind so many others may go. */
  #readyAt(ahead: number, now: number): number {
    const start = Math.max(now, this.#pausedUntil, this.#nextSpacedAt);
    return Math.max(start, ...this.#windows.map((window) => window.freeAt(ahead, start)));
  }
}

/**
 * Counts the calls of a window as the service does, which sees each of them some time between sending and response: a
 * slot is free again one window after the response.
 */
class SlidingWindow {
  readonly #limit: number;
  readonly windowMs: number;
  /** When each slot in use is free again, the earliest first. */
  #slots: { freeAt: number }[] = [];

  constructor({ limit, windowMs }: RateWindow) {
    this.#limit = limit;
    this.windowMs = windowMs;
  }

  /** The distance between calls that are spread over the window, in ms. */
  get evenSpacingMs(): number {
    return this.windowMs / this.#limit;
  }

  /** When there is a slot for the call behind so many others, not before `start`. */
  freeAt(ahead: number, start: number): number {
    const used = this.#slots.filter((slot) => slot.freeAt > start);
    const missing = ahead - (this.#limit - used.length);
    if (missing < 0) return start;
    const freeAt = used[missing % this.#limit]?.freeAt ?? start + this.windowMs;
    return freeAt + Math.floor(missing / this.#limit) * this.windowMs;
  }

  take(now: number): Slot {
    this.#slots = this.#slots.filter((slot) => slot.freeAt > now);
    const slot = { freeAt: now + MAX_TRAVEL_MS + this.windowMs };
    this.#slots.push(slot);
    return {
      release: () => {
        slot.freeAt = Math.min(slot.freeAt, performance.now() + this.windowMs);
        this.#slots.sort((one, other) => one.freeAt - other.freeAt);
      },
    };
  }
}

/** The budgets of a client. */
export class Throttle {
  readonly #budgets = new Map<string, Budget>();

  /** The budget that the calls of an operation count for. */
  budgetOf({ operationId, rate }: CallTraits): Budget | undefined {
    if (!rate) return undefined;
    const name = rate.group ?? operationId;
    const budget = this.#budgets.get(name) ?? new Budget(rate.windows);
    this.#budgets.set(name, budget);
    return budget;
  }

  /** How many calls wait for a budget, or for any. */
  queued(budget?: string): number {
    const budgets = budget === undefined ? [...this.#budgets.values()] : [this.#budgets.get(budget)];
    return budgets.reduce((sum, each) => sum + (each?.queued ?? 0), 0);
  }
}
