/** Callbacks of one app. */
import { randomUUID } from "node:crypto";
import { keptCallbacks, queue } from "../domain/delivery.ts";
import type { App } from "../store/app.ts";
import type { CallbackRule } from "../world/callbacks.ts";
import type { World } from "../world/world.ts";
import { createDeadlines } from "./deadlines.ts";
import { Deliverer } from "./deliverer.ts";
import { type CallbackDelivery, createDeliveryLog } from "./delivery-log.ts";
import { createQuestions, endQuestions, type Questions } from "./questions.ts";
import { type CallbackRuleOptions, checkRoom, type ListedCallbackRule, toRule, withoutSecret } from "./rules.ts";
import { createSuspensions } from "./suspensions.ts";

/** What is posted to where. Rules and deliveries are no part of snapshots and exports, and go with `app.reset()`. */
export interface CallbackRules {
  /**
   * Has callbacks posted: `app.callbacks.rules.add({ url, secret })`.
   * @returns the rule with its secret, which nothing shows later
   * @throws RangeError with a sentence for what cannot be, such as a fifth rule or a callback that is not documented
   */
  add(options: CallbackRuleOptions): Promise<CallbackRule>;
  /** All rules, those that the options of the emulator give every app among them. */
  list(): Promise<ListedCallbackRule[]>;
  /** Ends a rule of the app; what waits to be posted for it is dropped. @throws RangeError when the app has no such rule */
  remove(id: string): Promise<void>;
  /** Ends all rules of the app, but not those that every app has. */
  clear(): Promise<void>;
}

/** Callbacks of an app, as a test sees them. */
export interface EmulatedCallbacks {
  rules: CallbackRules;
  /** The latest 1,000, the oldest first: what is on its way, was received, was stored, was dropped. */
  deliveries(): Promise<CallbackDelivery[]>;
  /**
   * Posts a callback once more, with the `callId` that it has.
   * @returns the id of the new delivery
   * @throws RangeError when there is no such delivery, it is still on its way, or its rule is gone
   */
  resend(id: string): Promise<string>;
  /**
   * Waits until all that has happened is posted, and received or given up.
   * @param timeoutMs how long at most, in ms of real time. @default 30,000
   * @throws Error that says what is left then
   */
  settled(timeoutMs?: number): Promise<void>;
}

/** Callbacks of an app, as its emulator sees them. */
export interface AppCallbacks extends EmulatedCallbacks, Pick<Questions, "send"> {
  /** Forgets what is on its way and what was. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

export function createAppCallbacks(app: App, onFault: (error: unknown) => void): AppCallbacks {
  const deadlines = createDeadlines(app);
  const suspensions = createSuspensions();
  const log = createDeliveryLog();
  const deliverer = new Deliverer({ app, deadlines, suspensions, log, onFault });
  const questions = createQuestions(app, deadlines);
  app.call(endQuestions).catch(onFault);

  return {
    rules: createRules(app),
    send: questions.send,
    async deliveries() {
      const rows = await app.call((world) => [...world.deliveries.by("all")]);
      for (const row of rows) log.add(row);
      return log.list();
    },
    resend: (id) =>
      app.call((world) => {
        const known = log.find(id) ?? world.deliveries.get(id) ?? keptCallbacks(world).find((each) => each.id === id);
        if (!known) throw new RangeError(`there is no callback ${id}`);
        if (world.deliveries.has(id)) throw new RangeError(`the callback ${id} is on its way`);
        return repeat(world, known);
      }),
    settled: (timeoutMs = TIMEOUT_MS) => deliverer.settled(timeoutMs),
    async clear() {
      await deliverer.clear();
      log.clear();
      suspensions.clear();
    },
    async close() {
      deadlines.close();
      await Promise.all([deliverer.close(), questions.settled()]);
    },
  };
}

function createRules(app: App): CallbackRules {
  return {
    async add(options) {
      const rule = toRule(options);
      await app.call((world) => {
        checkRoom(world);
        world.callbackRules.put(rule);
      });
      return rule;
    },
    list: () => app.call((world) => world.rules.map(withoutSecret)),
    remove: (id) =>
      app.call((world) => {
        if (!world.callbackRules.has(id)) throw new RangeError(`the app has no callback rule ${id} of its own`);
        world.callbackRules.delete(id);
      }),
    clear: () => app.call((world) => world.callbackRules.deleteBy("all", "")),
  };
}

type Repeatable = Pick<CallbackDelivery, "rule" | "body" | "created"> & { name: string };

function repeat(world: World, { rule, name, body, created }: Repeatable): string {
  if (!world.rules.some(({ id }) => id === rule)) throw new RangeError("the rule of the callback is gone");
  const id = randomUUID();
  queue(world, { id, rule, name, body, created, isResent: true });
  return id;
}
