/** Callbacks of all apps of an emulator. */
import { deliveryFacts } from "../domain/delivery.ts";
import type { App } from "../store/app.ts";
import type { CallbackRule } from "../world/callbacks.ts";
import { type AppCallbacks, createAppCallbacks } from "./app-callbacks.ts";
import { type CallbackRuleOptions, toRule } from "./rules.ts";

export interface Callbacks {
  /** Begins to post what an app has queued. */
  open(app: App): void;
  /** The callbacks of an app that was opened. */
  of(app: App): AppCallbacks;
  /** Ends what is under way; it is posted again when its app is opened again. */
  close(): Promise<void>;
}

export function createCallbacks(onFault: (error: unknown) => void): Callbacks {
  const opened = new Map<App, AppCallbacks>();
  const of = (app: App) => {
    const callbacks = opened.get(app) ?? createAppCallbacks(app, onFault);
    opened.set(app, callbacks);
    return callbacks;
  };
  let isClosed = false;
  return {
    open(app) {
      if (!isClosed) of(app);
    },
    of,
    async close() {
      isClosed = true;
      await Promise.all([...opened.values()].map((callbacks) => callbacks.close()));
    },
  };
}

/** Rules that every app has: of the same ids whenever the emulator starts, so that what waits for them goes on. @throws RangeError */
export function toCommonRules(options: readonly CallbackRuleOptions[]): CallbackRule[] {
  const { rules: most } = deliveryFacts();
  if (options.length > most) throw new RangeError(`there are ${options.length} callback rules; give ${most} at most`);
  return options.map((each, index) => ({ ...toRule(each), id: `option-${index + 1}` }));
}
