/** Choosing what to look at. */
import type { JourneyContext } from "../journey.ts";
import { isNameOf } from "../run-prefix.ts";

/** The first thing that the run has not made itself, since that may be gone the next moment; without one, its look is skipped. */
export function firstLasting<T>(
  { name, skip }: JourneyContext,
  kind: string,
  things: T[],
  nameOf: (thing: T) => string,
): T | undefined {
  const run = name("").split("-", 2).join("-");
  const thing = things.find((each) => !isNameOf(run, nameOf(each)));
  if (!thing) skip(`a ${kind} is looked at`, "the app has none but those of this run");
  return thing;
}
