import type { GlobalMute, MuteScope, User } from "../world/entities.ts";
import type { World } from "../world/world.ts";

export const SCOPES: readonly MuteScope[] = ["chat", "groupchat", "chatroom"];

/** How a mute without end is stored and answered. */
const FOR_GOOD = -1;

export type MuteSeconds = Partial<Record<MuteScope, number>>;

/** Changes mutes by scope: seconds from now, 0 lifts, -1 never ends; what is missing changes nothing. */
export function setGlobalMute(world: World, { username }: User, seconds: MuteSeconds): void {
  const until = { ...world.globalMutes.get(username)?.until };
  for (const scope of SCOPES) {
    const length = seconds[scope];
    if (length === undefined) continue;
    if (length === 0) delete until[scope];
    else until[scope] = length === FOR_GOOD ? FOR_GOOD : world.now + length * 1000;
  }
  if (Object.keys(until).length > 0) world.globalMutes.put({ username, until });
  else world.globalMutes.delete(username);
  world.emit({ type: "global-mute-changed", user: username, until });
}

/** How many seconds of a mute are left; 0 where there is none, -1 where it never ends. */
export function secondsLeft(world: World, mute: GlobalMute | undefined, scope: MuteScope): number {
  const until = mute?.until[scope];
  if (until === undefined || until === FOR_GOOD) return until ?? 0;
  return Math.max(0, Math.ceil((until - world.now) / 1000));
}

/** The scopes in which somebody is muted now, in the order in which they were muted. */
export function activeMutes(world: World): { username: string; scope: MuteScope; seconds: number }[] {
  return [...world.globalMutes.by("all")].flatMap((mute) =>
    SCOPES.map((scope) => ({ username: mute.username, scope, seconds: secondsLeft(world, mute, scope) })).filter(
      ({ seconds }) => seconds !== 0,
    ),
  );
}
