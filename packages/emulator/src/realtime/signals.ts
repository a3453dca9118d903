/** Notes what devices on a socket are to hear, in the commit of what it tells of. */
import type { Event } from "../world/events.ts";
import type { Signal } from "../world/realtime.ts";
import type { World } from "../world/world.ts";
import { channelSignals } from "./channel-signals.ts";
import { MOST_SIGNALS } from "./guesses.ts";
import { messageSignals } from "./message-signals.ts";
import type { SignalDraft, Teller } from "./signal-draft.ts";
import { userSignals } from "./user-signals.ts";

const tellers: Teller = { ...messageSignals, ...channelSignals, ...userSignals };

/** Queues what an event makes devices hear. An app in which no client was ever on a socket has nobody to tell. */
export function react(world: World, event: Event): void {
  if (world.positions.size === 0) return;
  const tell = tellers[event.type] as ((world: World, event: Event) => SignalDraft[]) | undefined;
  for (const draft of tell?.(world, event) ?? []) queue(world, draft);
}

function queue(world: World, { except, ...draft }: SignalDraft): void {
  const place = world.reservePlace();
  const signal: Signal = { id: signalId(place), ...draft, sent: world.now, ...(except && { except }) };
  const { user, channel } = signal;
  const earlier = channel === undefined ? world.signals.by("user", user) : world.signals.by("channel", channel);
  const first = earlier.first();
  if (first && earlier.size >= MOST_SIGNALS) world.signals.delete(first.id);
  world.signals.put(signal, place);
  world.emit({ type: "signal-queued", signal });
}

/** By its place, since ids of messages make a new version of the app; clients tell all ids apart by their numbers. */
function signalId(place: number): string {
  return `1348${String(place).padStart(15, "0")}`;
}
