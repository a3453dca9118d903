import type { Settings } from "../world/controls.ts";
import type { World } from "../world/world.ts";
import { planExpiry } from "./retention.ts";

/** Changes how an app is set up; what is missing stays as it is. */
export function changeSettings(world: World, change: Partial<Settings>): Settings {
  if (Object.keys(change).length > 0) world.ownSettings.put({ ...world.settings, ...change });
  if (change.plan !== undefined) planExpiry(world);
  return world.settings;
}

/** @throws RangeError with a sentence for a feature that the description does not have */
export function checkFeatures(features: readonly string[], known: readonly string[]): void {
  const unknown = features.find((feature) => !known.includes(feature));
  if (unknown !== undefined) throw new RangeError(`there is no feature ${unknown}; there are ${known.join(", ")}`);
}
