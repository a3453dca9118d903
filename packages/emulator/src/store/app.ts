import type { Event } from "../world/events.ts";
import { type DueHandlers, runFirstDue, timeToDue } from "../world/schedule.ts";
import { type AppName, World, type WorldOptions } from "../world/world.ts";
import { type Alarm, createAlarm } from "./alarm.ts";
import type { AppKey, Commit, Store } from "./store.ts";
import type { Turns } from "./turns.ts";

/** How long one app runs calls before other apps have their turn, in ms. */
const TURN_MS = 5;
/** The most calls that share a commit. */
const CALLS_A_TURN = 256;
/** How long what is due waits after it could not be stored, in ms. */
const PAUSE_MS = 1000;

/** Why calls fail whose changes could not be stored. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

/** A call that waits for its turn. */
interface Call {
  run: (world: World) => unknown;
  /** Whether it takes its time, and needs the app for itself. */
  isAlone: boolean;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

export interface AppOptions {
  world?: WorldOptions;
  /** Is told of each event within the call that raises it, to change more in the same commit. @default nothing more */
  react?: (world: World, event: Event) => void;
  /** What is done with what is due, by kind. @default nothing ever is */
  due?: DueHandlers;
  /** Told when it is not known what is stored: the app has to be opened again. */
  onLost?: () => void;
  /** Told of what failed that nobody has called for: what was due. */
  onFault?: (error: unknown) => void;
}

/**
 * One app: runs its calls one at a time, and answers them once their changes are stored. What is due by its clock is done
 * before the next call runs, and when its time comes.
 */
export class App {
  readonly key: AppKey;
  readonly #store: Store;
  readonly #turns: Turns;
  readonly #options: AppOptions;
  readonly #due: DueHandlers;
  readonly #onLost: () => void;
  readonly #onFault: (error: unknown) => void;
  readonly #alarm: Alarm;
  readonly #listeners = new Set<(event: Event) => void>();
  #world: World;
  #waiting: Call[] = [];
  #turnCount = 0;
  /** Whether a turn is asked for or a commit is under way. */
  #isBusy = false;
  #isStopped = false;
  #lost: StoreError | undefined;
  readonly #instance = crypto.randomUUID();

  private constructor(key: AppKey, store: Store, turns: Turns, options: AppOptions) {
    const { due = {}, onLost = () => {}, onFault = console.error } = options;
    this.key = key;
    this.#store = store;
    this.#turns = turns;
    this.#options = options;
    this.#due = due;
    this.#onLost = onLost;
    this.#onFault = onFault;
    this.#alarm = createAlarm(() => {
      if (!this.#isBusy) this.#ask();
    });
    this.#world = createWorld(options);
  }

  /** Opens an app with what is stored of it. What is due happens with its first call. */
  static async open(key: AppKey, store: Store, turns: Turns, options: AppOptions = {}): Promise<App> {
    const app = new App(key, store, turns, options);
    const { rows, version } = await store.open(key);
    app.#world.load(rows, version);
    return app;
  }

  /** Whether it is not known what is stored, so that it has to be opened again. */
  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** How it is named. */
  get name(): AppName {
    return this.#world.app;
  }

  /** How many rows it holds. */
  get size(): number {
    return [...this.#world.tables.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Runs a call on the world when it is its turn.
   * @returns what the call returns, once all that it has seen is stored
   * @throws what the call throws; StoreError when nothing could be stored
   */
  call<Result>(run: (world: World) => Result): Promise<Result> {
    return new Promise((resolve, reject) => this.#enqueue({ run, isAlone: false, resolve, reject }));
  }

  /** Waits until all is done that is due. */
  settled(): Promise<void> {
    return this.call(() => {});
  }

  /** Lets nothing happen any longer but by calls. */
  stop(): void {
    this.#isStopped = true;
    this.#alarm.set(undefined);
  }

  /** Empties the app. */
  reset(): Promise<void> {
    const run = async () => {
      await this.#store.clear(this.key);
      const { version } = this.#world;
      this.#world = createWorld(this.#options);
      this.#world.load([], version);
      for (const listener of this.#listeners) listener({ type: "app-replaced" });
    };
    return new Promise((resolve, reject) => this.#enqueue({ run, isAlone: true, resolve, reject }));
  }

  /** Hears of each event once it is stored. @returns a function that ends this */
  listen(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #enqueue(call: Call): void {
    if (this.#lost) {
      call.reject(this.#lost);
      return;
    }
    this.#waiting.push(call);
    if (!this.#isBusy) this.#ask();
  }

  #ask(): void {
    this.#isBusy = true;
    this.#turns(() => this.#turn());
  }

  #turn(): void {
    const [first] = this.#waiting;
    if (first?.isAlone) {
      this.#waiting.shift();
      void this.#runAlone(first);
      return;
    }
    const answers: (() => void)[] = [];
    const calls: Call[] = [];
    const end = performance.now() + TURN_MS;
    for (const call of this.#waiting) {
      if (call.isAlone || calls.length === CALLS_A_TURN) break;
      if (!this.#runDue(end)) break;
      calls.push(call);
      answers.push(this.#run(call));
      if (performance.now() >= end) break;
    }
    this.#waiting = this.#waiting.slice(calls.length);
    if (performance.now() < end) this.#runDue(end);
    this.#commit(calls, answers);
  }

  /** Does what is due, until a time. @returns whether nothing is due any longer */
  #runDue(end: number): boolean {
    while (timeToDue(this.#world) === 0) {
      try {
        runFirstDue(this.#world, this.#due);
      } catch (error) {
        this.#onFault(error);
      }
      if (performance.now() >= end) return timeToDue(this.#world) !== 0;
    }
    return true;
  }

  /** Runs a call. @returns how to answer it */
  #run({ run, resolve, reject }: Call): () => void {
    try {
      const result = this.#world.run(() => run(this.#world));
      return () => resolve(result as never);
    } catch (error) {
      return () => reject(error);
    }
  }

  async #runAlone({ run, resolve, reject }: Call): Promise<void> {
    try {
      resolve((await run(this.#world)) as never);
    } catch (error) {
      reject(error);
    }
    this.#end();
  }

  #commit(calls: Call[], answers: (() => void)[]): void {
    const changes = this.#world.changes();
    const { version } = this.#world;
    const turn = `${this.#instance} ${this.#turnCount++}`;
    const write = this.#world.makesVersion(changes) ? "append" : "amend";
    const stored = changes.length === 0 ? version : this.#store[write](this.key, version, turn, changes);
    if (typeof stored === "number") this.#finish(stored, answers);
    else {
      stored.then(
        (version) => this.#finish(version, answers),
        (cause) => this.#recover(turn, calls, answers, cause),
      );
    }
  }

  #finish(version: number, answers: (() => void)[]): void {
    const events = this.#world.committed(version);
    for (const answer of answers) answer();
    for (const event of events) for (const listener of this.#listeners) listener(event);
    this.#end();
  }

  /** Finds out whether a commit that failed was stored after all. */
  async #recover(turn: string, calls: Call[], answers: (() => void)[], cause: unknown): Promise<void> {
    let last: Commit;
    try {
      last = await this.#store.last(this.key);
    } catch {
      this.#giveUp(calls, cause);
      return;
    }
    if (last.turn === turn) {
      this.#finish(last.version, answers);
      return;
    }
    this.#world.rollback();
    const error = new StoreError("the changes could not be stored", { cause });
    if (calls.length === 0) this.#onFault(error);
    for (const { reject } of calls) reject(error);
    this.#end(PAUSE_MS);
  }

  /** Lets go of a world that may not be what is stored. */
  #giveUp(calls: Call[], cause: unknown): void {
    this.#lost = new StoreError("it is not known whether the changes were stored", { cause });
    this.#onLost();
    for (const { reject } of [...calls, ...this.#waiting.splice(0)]) reject(this.#lost);
  }

  /** @param pause how long to wait at least with what is due, in ms */
  #end(pause = 0): void {
    this.#isBusy = false;
    const delay = this.#isStopped ? undefined : timeToDue(this.#world);
    if (this.#waiting.length > 0 || (delay === 0 && pause === 0)) this.#ask();
    else this.#alarm.set(delay === undefined ? undefined : Math.max(delay, pause));
  }
}

function createWorld({ react, world: options }: AppOptions): World {
  const world: World = new World({ ...options, ...(react && { react: (event) => react(world, event) }) });
  return world;
}
