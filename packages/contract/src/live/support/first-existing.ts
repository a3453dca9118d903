import type { JourneyContext } from "../journey.ts";
import { isNameOf } from "../run-prefix.ts";

/** The first thing that the run has not created itself, since that may be removed the next moment; without one, its look is skipped. */
export function firstExisting<T>(
  { run, skip }: JourneyContext,
  kind: string,
  things: T[],
  nameOf: (thing: T) => string,
): T | undefined {
  const thing = things.find((each) => !isNameOf(run, nameOf(each)));
  if (!thing) skip(`a ${kind} is looked at`, "the app has none but those of this run");
  return thing;
}
