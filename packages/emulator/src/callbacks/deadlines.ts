import type { App } from "../store/app.ts";
import type { World } from "../world/world.ts";

/** The longest that a timer of Node waits, in ms. */
const LONGEST = 2_147_483_647;

/** Ends what takes too long by the clock of an app: where that is set ahead, at once; where it stands still, never. */
export interface Deadlines {
  /**
   * Runs something until a time.
   * @param at in Unix ms by the app's clock
   * @returns what it returns, and whether it was ended
   */
  until<Result>(
    at: number,
    run: (signal: AbortSignal) => Promise<Result>,
  ): Promise<{ result: Result; isLate: boolean }>;
  /** Ends all that runs. */
  end(): void;
  /** Ends all, and no longer looks at the clock. */
  close(): void;
}

export function createDeadlines(app: App): Deadlines {
  const running = new Map<AbortController, () => void>();
  const ignore = app.listen(({ type }) => {
    if (type === "clock-changed") for (const look of running.values()) look();
  });
  const end = () => {
    for (const controller of running.keys()) controller.abort();
  };

  return {
    async until(at, run) {
      const controller = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      let isLate = false;
      const look = () => void app.call((world) => timeLeft(world, at)).then(wait, () => controller.abort());
      const wait = (left: number | undefined) => {
        clearTimeout(timer);
        if (!running.has(controller) || left === undefined) return;
        if (left > 0) timer = setTimeout(look, Math.min(left, LONGEST)).unref();
        else {
          isLate = true;
          controller.abort();
        }
      };
      running.set(controller, look);
      look();
      try {
        return { result: await run(controller.signal), isLate };
      } finally {
        running.delete(controller);
        clearTimeout(timer);
      }
    },
    end,
    close() {
      ignore();
      end();
    },
  };
}

/** How long it is until a time, in ms; undefined where the clock stands still before it. */
function timeLeft(world: World, at: number): number | undefined {
  if (at <= world.now) return 0;
  return world.clock.get("")?.frozen === undefined ? at - world.now : undefined;
}
