/** Messages that are brought along from another service. */
import { type ChatType, conversationOf } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { planExpiry } from "./retention.ts";
import { type Draft, toMessage } from "./sending.ts";

/**
 * Stores a message from the past; nobody is told of it.
 * @param to a username, or the id of a group
 * @param sent when it was written, in Unix ms
 * @returns its id
 * @throws Refusal ServiceResourceNotFound, IllegalArgument
 */
export function importMessage(world: World, chatType: ChatType, to: string, draft: Draft, sent = world.now): string {
  const group = chatType === "groupchat" ? world.channels.get(to) : undefined;
  if (chatType === "groupchat" && group?.kind !== "group") throw refuse("ServiceResourceNotFound");
  const message = { ...toMessage(world, chatType, to, draft), sent, imported: true as const };
  const [last] = world.messages.by("imported", conversationOf(message)).newest(1);
  if (sent > world.now) throw badTime("is not over yet");
  if (group && sent < group.created) throw badTime("is before the group was made");
  if (last && sent <= last.sent) throw badTime("is not after the message that was imported before");
  world.messages.put(message);
  planExpiry(world);
  return message.id;
}

function badTime(what: string) {
  return refuse("IllegalArgument", { reason: `msg_timestamp ${what}` });
}
