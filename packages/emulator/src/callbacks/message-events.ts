/** What becomes of messages, as callbacks. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";
import { isOnline } from "../domain/device.ts";
import { isShielded } from "../domain/shield.ts";
import type { Event } from "../world/events.ts";
import { EVERYONE, type Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { bodyOf, eventFields, type Raised } from "./raised.ts";

type OfMessage = Pick<Event, "by"> & { message: Message };

/** A message in the shape in which callbacks have it. Groups and rooms have one name. */
export function messageFields({ id, chatType, from, to, type, body, ext }: Message): Record<string, unknown> {
  return {
    ...{ chat_type: chatType, from, to, msg_id: id },
    ...(chatType !== "chat" && { group_id: to }),
    payload: { ext: ext ?? {}, bodies: [{ type, ...contentOf(type, body) }] },
    securityVersion: "1.0.0",
  };
}

/** Content as callbacks have it, which calls of the API name differently. */
function contentOf(type: Message["type"], body: Message["body"]): Record<string, unknown> {
  if (type === "loc") return { ...body, lat: Number(body["lat"]), lng: Number(body["lng"]) };
  if (type === "cmd") return { msg: body["action"] ?? "", ...body };
  const { customExts, ...others } = body;
  if (type !== "custom" || typeof customExts !== "object" || customExts === null) return { ...body };
  if (Array.isArray(customExts)) return { ...body };
  const texts = Object.fromEntries(Object.entries(customExts).map(([name, value]) => [name, String(value)]));
  return { ...others, "v2:customExts": texts };
}

/** A message to one user, or to a group or room; one more for each member of a group who is offline. */
export function sent(world: World, { message }: OfMessage): Raised[] {
  const { chatType, to, withheld } = message;
  if (to === EVERYONE || withheld) return [];
  const fields = { ...messageFields(message), chat_type: chatType === "chat" ? "chat" : "groupchat" };
  const isAbsent = chatType === "chat" && !isOnline(world, to);
  const first = raise({ ...fields, eventType: isAbsent ? "chat_offline" : "chat" }, message);
  const others = absentMembers(world, message).map((user) =>
    raise({ ...fields, eventType: "chat_offline", to: user }, message),
  );
  return [first, ...others];
}

function raise(fields: Record<string, unknown>, message: Message): Raised {
  return { name: "messageSent", body: bodyOf("messageSent", fields), message };
}

/** Members of a group who get the message once they are online. */
function absentMembers(world: World, { chatType, from, to, only, onlineOnly }: Message): string[] {
  if (chatType !== "groupchat" || onlineOnly) return [];
  const users = [...world.members.by("channel", to)].map(({ user }) => user);
  const isReceiver = (user: string) => user !== from && (only?.includes(user) ?? true);
  return users.filter((user) => isReceiver(user) && !isOnline(world, user) && !isShielded(world, { id: to }, user));
}

export function recalled(world: World, { message, by }: OfMessage): Raised[] {
  const { id, chatType, from, to } = message;
  if (to === EVERYONE) return [];
  const suffix = world.ids.message();
  const fields = {
    ...eventFields(world, by?.user ?? from, to, suffix),
    eventType: chatType === "chat" && !isOnline(world, to) ? "chat_offline" : "chat",
    ...(chatType !== "chat" && { group_id: to }),
    recall_id: id,
    payload: { ext: {}, ack_message_id: id, bodies: [] },
  };
  return [{ name: "messageRecalled", body: bodyOf("messageRecalled", fields), suffix, message }];
}

export const receipt =
  (name: CallbackName) =>
  (world: World, { message, user }: OfMessage & { user: string }): Raised[] => {
    const suffix = world.ids.message();
    const payload = { ext: {}, ack_message_id: message.id, bodies: [] };
    return [
      { name, body: bodyOf(name, { ...eventFields(world, user, message.from, suffix), payload }), suffix, message },
    ];
  };
