/** Messages that users send from their devices. */
import type { ChatType, Content, MessageType } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { sendIn, store, toMessage } from "./sending.ts";
import { type Silence, silenceIn, silenceTo } from "./speaking.ts";

/** What a client sends. */
export interface DeviceMessage {
  /** A username, or the id of a group or room; with `groupchat` also of a thread. */
  to: string;
  /** @default "chat" */
  chatType?: ChatType;
  type: MessageType;
  /** The content, as in calls that send messages. */
  body: Readonly<Record<string, unknown>>;
  ext?: Readonly<Record<string, unknown>>;
}

/** Why a device cannot send. */
export type DeviceRefusal = Silence | "offline" | "no-such-chatgroup" | "no-such-chatroom";

/** Sends what a client sends, to whom its user may speak. @returns the id of the message, or why there is none */
export function sendFromDevice(
  world: World,
  from: string,
  resource: string,
  { to, chatType = "chat", type, body, ext }: DeviceMessage,
): { id: string } | { refusal: DeviceRefusal } {
  if (!world.devices.has(from, resource)) return { refusal: "offline" };
  const draft = { from, type, body: body as Content, ext };
  if (chatType === "chat") {
    const silence = silenceTo(world, to, from);
    return silence ? { refusal: silence } : { id: store(world, toMessage(world, "chat", to.toLowerCase(), draft)).id };
  }
  const thread = chatType === "groupchat" ? world.threads.get(to) : undefined;
  if (thread && !world.threadMembers.has(to, from)) return { refusal: "not-a-member" };
  const channel = world.channels.get(thread?.group ?? to);
  const kind = chatType === "groupchat" ? "group" : "room";
  if (channel?.kind !== kind) return { refusal: `no-such-chat${kind}` };
  const silence = silenceIn(world, channel, from);
  return silence ? { refusal: silence } : { id: sendIn(world, kind, to, draft) };
}
