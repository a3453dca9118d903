/** Messages that users send from their devices. */
import type { ChatType, Content, Message, MessageType } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { store, toMessage } from "./sending.ts";
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

/** What a client on a socket sends. */
export interface SocketMessage extends DeviceMessage {
  /** The members who see it, where not all do. */
  only?: readonly string[];
  /** Whether those who are offline miss it. */
  onlineOnly?: boolean;
  /** The message as the client encoded it, in base64. */
  frame?: string;
}

/** Why a device cannot send: among others, since the app server has rejected the message. */
export type DeviceRefusal =
  | Silence
  | "offline"
  | "no-such-user"
  | "no-such-chatgroup"
  | "no-such-chatroom"
  | "rejected";

/** What became of a message: its id, or why there is none. */
export type DeviceOutcome = { id: string } | { refusal: DeviceRefusal; text?: string };

/** Sends what a client sends, to whom its user may speak, without asking anybody. */
export function sendFromDevice(world: World, from: string, resource: string, message: SocketMessage): DeviceOutcome {
  world.actor = { user: from, resource };
  const checked = checkDeviceMessage(world, from, resource, message);
  if ("refusal" in checked) return checked;
  return { id: store(world, checked).id };
}

/** Makes the message of what a client sends, to whom its user may speak. */
export function checkDeviceMessage(
  world: World,
  from: string,
  resource: string,
  { to, chatType = "chat", type, body, ext, only, onlineOnly, frame }: SocketMessage,
): Message | { refusal: DeviceRefusal } {
  const refusal = world.devices.has(from, resource) ? refusalOf(world, from, to, chatType) : "offline";
  if (refusal) return { refusal };
  const receiver = chatType === "chat" ? to.toLowerCase() : to;
  const message = toMessage(world, chatType, receiver, { from, type, body: body as Content, ext, only, onlineOnly });
  return { ...message, device: resource, ...(frame !== undefined && { frame }) };
}

/** Why a user cannot send to another, or in a group or room. */
export function refusalOf(world: World, from: string, to: string, chatType: ChatType): DeviceRefusal | undefined {
  if (chatType === "chat") {
    return world.users.has(to.toLowerCase()) ? silenceTo(world, to.toLowerCase(), from) : "no-such-user";
  }
  const thread = chatType === "groupchat" ? world.threads.get(to) : undefined;
  if (thread && !world.threadMembers.has(to, from)) return "not-a-member";
  const channel = world.channels.get(thread?.group ?? to);
  const kind = chatType === "groupchat" ? "group" : "room";
  return channel?.kind === kind ? silenceIn(world, channel, from) : `no-such-chat${kind}`;
}
