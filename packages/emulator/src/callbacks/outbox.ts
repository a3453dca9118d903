/** Notes what is to be posted, in the commit of what it tells of: neither is ever there without the other. */
import { queue } from "../domain/delivery.ts";
import { appKeyOf } from "../world/address.ts";
import type { Event } from "../world/events.ts";
import type { World } from "../world/world.ts";
import { callbacksOf } from "./events.ts";
import { selects } from "./rules.ts";

/** Queues the callbacks that an event raises, for those rules that select them. */
export function react(world: World, event: Event): void {
  const rules = world.rules.filter(({ delivery }) => delivery === "after");
  if (rules.length === 0) return;
  // What a device sends has one; a user's token is of the API, too.
  const isOfApi = event.by?.resource === undefined;
  for (const raised of callbacksOf(world, event)) {
    const chosen = rules.filter((rule) => selects(rule, raised, isOfApi));
    if (chosen.length === 0) continue;
    const callId = `${appKeyOf(world.app)}_${raised.suffix ?? world.ids.uuid()}`;
    const body = { callId, timestamp: world.now, ...raised.body };
    const { name } = raised;
    for (const { id: rule } of chosen) queue(world, { id: world.ids.uuid(), rule, name, body, created: world.now });
  }
}
