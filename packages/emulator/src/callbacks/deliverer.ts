import { setTimeout as sleep } from "node:timers/promises";
import { signCallback } from "@agora-chat-openapi/callbacks";
import { deliveryFacts, giveUp, settle } from "../domain/delivery.ts";
import type { App } from "../store/app.ts";
import type { CallbackRule, Delivery } from "../world/callbacks.ts";
import type { Deadlines } from "./deadlines.ts";
import type { CallbackAttempt, DeliveryLog } from "./delivery-log.ts";
import { post } from "./post.ts";
import { webhookOf } from "./raised.ts";
import type { Suspensions } from "./suspensions.ts";

/** How many are under way at a time. */
const AT_ONCE = 16;
/** How long one waits whose end could not be stored, in ms. */
const PAUSE_MS = 1000;

export interface DelivererOptions {
  app: App;
  deadlines: Deadlines;
  suspensions: Suspensions;
  log: DeliveryLog;
  /** Is told of faults of the emulator. */
  onFault: (error: unknown) => void;
}

/** A delivery that is about to be posted. */
interface Claimed {
  delivery: Delivery;
  rule: CallbackRule;
  now: number;
}

/** Posts what an app has queued. A delivery is there until it was received or is given up, also over a crash. */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #ignore: () => void;
  readonly #opened: Promise<void>;
  readonly #active = new Set<Promise<void>>();
  /** What waits or is under way. */
  readonly #known = new Set<string>();
  readonly #waiting: string[] = [];
  #isClosed = false;

  constructor(options: DelivererOptions) {
    this.#options = options;
    const { app, onFault } = options;
    this.#ignore = app.listen((event) => {
      if (event.type === "callback-queued") this.#enqueue([event.id]);
    });
    this.#opened = app
      .call((world) => [...world.deliveries.by("all")].map(({ id }) => id))
      .then((ids) => this.#enqueue(ids), onFault);
  }

  /** Waits until nothing is left to post. @throws Error that says what is left after so many ms of real time */
  async settled(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<true>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, true);
    });
    const settling = async () => {
      await this.#opened;
      // What was called before this is stored then, and heard of.
      await this.#options.app.call(() => {});
      while (this.#active.size > 0) await Promise.race(this.#active);
    };
    const isLate = (await Promise.race([settling(), late])) === true;
    clearTimeout(timer);
    if (isLate) throw new Error(`${this.#left()} not received after ${timeoutMs} ms`);
  }

  /** Forgets what is queued, and ends what is under way. */
  async clear(): Promise<void> {
    for (const id of this.#waiting.splice(0)) this.#known.delete(id);
    this.#options.deadlines.end();
    await Promise.all(this.#active);
  }

  /** Ends what is under way, which is still to be posted when the app is opened again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#ignore();
    await this.clear();
  }

  #left(): string {
    const count = this.#active.size + this.#waiting.length;
    return count === 1 ? "one callback was" : `${count} callbacks were`;
  }

  #enqueue(ids: readonly string[]): void {
    for (const id of ids) {
      // What was queued while the app was opened is among its rows, too.
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      this.#waiting.push(id);
    }
    this.#next();
  }

  #next(): void {
    while (!this.#isClosed && this.#active.size < AT_ONCE) {
      const id = this.#waiting.shift();
      if (id === undefined) return;
      const delivering: Promise<void> = this.#deliver(id)
        .then(() => void this.#known.delete(id))
        .catch((error) => this.#tryLater(id, error))
        .finally(() => {
          this.#active.delete(delivering);
          this.#next();
        });
      this.#active.add(delivering);
    }
  }

  /** What became of it could not be stored: it is posted once more, unless the app has to be opened again for that. */
  async #tryLater(id: string, error: unknown): Promise<void> {
    const { app, onFault } = this.#options;
    if (this.#isClosed) return;
    onFault(error);
    if (app.isLost) return;
    await sleep(PAUSE_MS, undefined, { ref: false });
    this.#waiting.push(id);
  }

  async #deliver(id: string): Promise<void> {
    const { app, log } = this.#options;
    for (let attempt = 0; attempt <= deliveryFacts().after.retries; attempt++) {
      const claimed = await this.#claim(id);
      if (!claimed) return;
      const isReceived = await this.#attempt(claimed);
      if (this.#isClosed) return;
      if (isReceived) {
        await app.call((world) => settle(world, claimed.delivery));
        log.ended(id, "received");
        return;
      }
    }
    const isStored = await app.call((world) => {
      const delivery = world.deliveries.get(id);
      return delivery !== undefined && giveUp(world, delivery);
    });
    log.ended(id, isStored ? "stored" : "dropped");
  }

  /** @returns undefined where there is nothing to post any longer, since its rule is gone, too */
  async #claim(id: string): Promise<Claimed | undefined> {
    const { app, log } = this.#options;
    const claimed = await app.call((world) => {
      const delivery = world.deliveries.get(id);
      const rule = world.rules.find((each) => each.id === delivery?.rule);
      if (delivery && !rule) settle(world, delivery);
      return { delivery, rule, now: world.now };
    });
    const { delivery, rule, now } = claimed;
    if (delivery) log.add(delivery);
    if (delivery && rule) return { delivery, rule, now };
    log.ended(id, "dropped");
    return undefined;
  }

  async #attempt({ delivery, rule, now }: Claimed): Promise<boolean> {
    const { app, deadlines, suspensions, log } = this.#options;
    const { id, name, body, url = rule.url } = delivery;
    const end = suspensions.until(rule.id, now);
    if (end !== undefined) {
      log.attempted(id, { at: now, problem: `its rule is suspended until ${new Date(end).toISOString()}` });
      return false;
    }
    const { timeoutMs } = webhookOf(name).extensions["x-callback"];
    const { result, isLate } = await deadlines.until(now + timeoutMs, (signal) =>
      post(url, signCallback(body, rule), { signal }),
    );
    const attempt = toAttempt(now, isLate ? { fault: `did not respond within ${timeoutMs} ms` } : result);
    log.attempted(id, attempt);
    if (attempt.problem !== undefined && !this.#isClosed)
      suspensions.failed(rule.id, await app.call((world) => world.now));
    return attempt.problem === undefined;
  }
}

/** Only the status of a response counts. */
function toAttempt(at: number, reply: Awaited<ReturnType<typeof post>>): CallbackAttempt {
  if ("fault" in reply) return { at, problem: reply.fault };
  const { status } = reply;
  return status === 200 ? { at, status } : { at, status, problem: `responded with ${status} in place of 200` };
}
