import type { CallRun } from "./call-run.ts";
import type { CallTraits } from "./call-traits.ts";
import { ChatThrottleError } from "./errors.ts";
import { clampTimer, limited } from "./limited.ts";

/** How many calls a budget allows in any window of that length, in ms. */
export interface RateWindow {
  limit: number;
  windowMs: number;
}

/** What the description allows of an operation. Operations of a group share one budget. */
export interface RateLimit {
  group?: string;
  windows: readonly RateWindow[];
}

/** A turn that was given. */
export interface Turn {
  /** Says that the response is here: by then the service has counted the call. */
  answered(): void;
}

interface Waiter {
  run: CallRun;
  resolve(turn: Turn): void;
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
  async turn(run: CallRun): Promise<Turn> {
    const { maxQueueMs, maxRetryAfterMs } = run.call;
    const now = performance.now();
    const waitMs = this.#readyAt(run.attempts > 0 ? 0 : this.#queue.length, now) - now;
    if (waitMs > maxQueueMs || this.#pausedUntil - now > maxRetryAfterMs) throw new ChatThrottleError(waitMs, run);
    const turn = await limited(run, undefined, (signal) => this.#enqueue(run, signal));
    run.deadlineAt += performance.now() - now;
    return turn;
  }

  #enqueue(run: CallRun, signal: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      const waiter = { run, resolve, reject };
      signal.addEventListener("abort", () => this.#remove(waiter));
      this.#queue.splice(run.attempts > 0 ? 0 : this.#queue.length, 0, waiter);
      if (signal.aborted) this.#remove(waiter);
      this.#letThrough();
    });
  }

  #remove(waiter: Waiter): void {
    const index = this.#queue.indexOf(waiter);
    if (index !== -1) this.#queue.splice(index, 1);
  }

  /** Lets nobody through for a time, in ms. Calls that would not wait so long fail at once. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
    this.#nextSpacedAt = this.#pausedUntil;
    this.#spacedUntil = this.#pausedUntil + (this.#windows[0]?.windowMs ?? 0);
    for (const waiter of this.#queue.filter(({ run }) => ms > run.call.maxRetryAfterMs)) {
      this.#remove(waiter);
      waiter.reject(new ChatThrottleError(ms, waiter.run));
    }
    this.#letThrough();
  }

  #letThrough(): void {
    clearTimeout(this.#timer);
    while (this.#queue.length > 0) {
      const now = performance.now();
      const waitMs = this.#readyAt(0, now) - now;
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#letThrough(), clampTimer(waitMs));
        return;
      }
      this.#queue.shift()?.resolve(this.#take(now));
    }
  }

  #take(now: number): Turn {
    if (now < this.#spacedUntil) this.#nextSpacedAt = now + (this.#windows[0]?.evenSpacingMs ?? 0);
    const counted = this.#windows.map((window) => window.count(now));
    return {
      answered: () => {
        const answeredAt = performance.now();
        for (const call of counted) call.answered(answeredAt);
        this.#letThrough();
      },
    };
  }

  /** When the call behind so many others may go. */
  #readyAt(ahead: number, now: number): number {
    const freeAt = this.#windows.map((window) => window.freeAt(ahead, now));
    return Math.max(now, this.#pausedUntil, this.#nextSpacedAt, ...freeAt);
  }
}

/**
 * Counts the calls of a window as the service does, which sees each of them some time between sending and response: its
 * place is free again one window after the response.
 */
class SlidingWindow {
  readonly #limit: number;
  readonly windowMs: number;
  /** When each place in use is free again, the earliest first. */
  #places: { freeAt: number }[] = [];

  constructor({ limit, windowMs }: RateWindow) {
    this.#limit = limit;
    this.windowMs = windowMs;
  }

  /** The distance between calls that are spread over the window, in ms. */
  get evenSpacingMs(): number {
    return this.windowMs / this.#limit;
  }

  /** When there is a place for the call behind so many others. */
  freeAt(ahead: number, now: number): number {
    while ((this.#places[0]?.freeAt ?? Number.POSITIVE_INFINITY) <= now) this.#places.shift();
    const missing = ahead - (this.#limit - this.#places.length);
    if (missing < 0) return now;
    const place = this.#places[missing % this.#limit]?.freeAt ?? now + this.windowMs;
    return place + Math.floor(missing / this.#limit) * this.windowMs;
  }

  count(now: number): { answered(at: number): void } {
    const place = { freeAt: now + MAX_TRAVEL_MS + this.windowMs };
    this.#places.push(place);
    return {
      answered: (at) => {
        place.freeAt = Math.min(place.freeAt, at + this.windowMs);
        this.#places.sort((one, other) => one.freeAt - other.freeAt);
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
