import { createIds, type Ids } from "../world/ids.ts";

/** Ids of which some are given in advance, to what is made next. */
export interface GivenIds extends Ids {
  /** Gives away the ids of these things next, those of earlier ones no longer. A thing is an id, or has it under a name. */
  give(things: readonly unknown[]): void;
}

/** Under which name a thing has which kind of id; others are its `id`. */
const NAMES: Partial<Record<string, string>> = { uuid: "uuid", secret: "secret" };

export function createGivenIds(): GivenIds {
  let count = 0;
  let given: (readonly [name: string, id: string])[] = [];
  const own = createIds(() => count++);

  function take(name: string): string | undefined {
    const at = given.findIndex(([each]) => each === name);
    return at < 0 ? undefined : given.splice(at, 1)[0]?.[1];
  }
  const ids = Object.entries(own).map(([kind, make]) => [kind, () => take(NAMES[kind] ?? "id") ?? make()]);
  return {
    ...(Object.fromEntries(ids) as unknown as Ids),
    give(things) {
      given = things.flatMap((thing) => Object.entries(typeof thing === "string" ? { id: thing } : (thing as object)));
    },
  };
}
