/** Who may send a message, and where. */
import type { Channel, MuteScope } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { secondsLeft } from "./global-mute.ts";
import { isMember } from "./membership.ts";
import { isMuted } from "./moderation.ts";

/** Why somebody may not. */
export type Silence = "banned" | "muted-everywhere" | "blocked" | "disabled" | "not-a-member" | "muted" | "all-muted";

/** Why a user may not send in a group or room; undefined where they may. A thread has the rights of its group. */
export function silenceIn(world: World, channel: Channel, username: string): Silence | undefined {
  const everywhere = silenceOf(world, username, channel.kind === "group" ? "groupchat" : "chatroom");
  if (everywhere) return everywhere;
  if (channel.disabled) return "disabled";
  if (!isMember(world, channel, username)) return "not-a-member";
  if (isMuted(world, channel, username)) return "muted";
  return channel.mute && !speaksByRight(world, channel, username) ? "all-muted" : undefined;
}

/** Why a user may not send to another. */
export function silenceTo(world: World, recipient: string, username: string): Silence | undefined {
  return silenceOf(world, username, "chat") ?? (world.userBlocks.has(recipient, username) ? "blocked" : undefined);
}

function silenceOf(world: World, username: string, scope: MuteScope): Silence | undefined {
  if (world.users.get(username)?.activated === false) return "banned";
  return isMutedEverywhere(world, username, scope) ? "muted-everywhere" : undefined;
}

/** Whether a user is muted in all conversations of a kind. */
export function isMutedEverywhere(world: World, username: string, scope: MuteScope): boolean {
  return secondsLeft(world, world.globalMutes.get(username), scope) !== 0;
}

/** Whether a user speaks while all are muted: by role, or by the allow list. */
function speaksByRight(world: World, { id, owner }: Channel, username: string): boolean {
  return owner === username || world.members.get(id, username)?.isAdmin === true || world.allowed.has(id, username);
}
