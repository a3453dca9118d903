import type { Actor } from "../world/actor.ts";
import type { Event } from "../world/events.ts";
import type { SignalSpace } from "../world/realtime.ts";
import type { World } from "../world/world.ts";

/** A signal before it is known when it is sent. */
export interface SignalDraft {
  space: SignalSpace;
  user?: string;
  channel?: string;
  except?: Actor | undefined;
  from: string;
  body?: Record<string, unknown>;
  message?: string;
}

/** Tells of the events that it knows; of others it says nothing. */
export type Teller = {
  [Type in Event["type"]]?: (world: World, event: Event & { type: Type }) => SignalDraft[];
};
