/** Callbacks as they are raised: what the description says of each, and what has happened. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";
import { readDescription, type Webhook, webhooksOf } from "@agora-chat-openapi/description";
import type { Actor } from "../world/actor.ts";
import { appKeyOf, CHANNELS_HOST, USERS_HOST } from "../world/address.ts";
import type { Channel } from "../world/entities.ts";
import type { Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";

/** A callback that is to be posted, before it is known to whom. */
export interface Raised {
  name: CallbackName;
  /** Without `callId`, `timestamp` and the signature. */
  body: Record<string, unknown>;
  /** What its id ends with: that of the event; else one of its own. */
  suffix?: string;
  /** The message that it is about, where it is about one. */
  message?: Message;
}

/** The server that callbacks name as the one that raised them. */
export const HOST = "msync@emulator";
/** Version of the signature. */
const SECURITY_VERSION = "1.0.0";

const webhooks = new Map<string, Webhook>();

/** What the description says of a callback. */
export function webhookOf(name: string): Webhook {
  if (webhooks.size === 0) for (const webhook of webhooksOf(readDescription())) webhooks.set(webhook.id, webhook);
  const webhook = webhooks.get(name);
  if (!webhook) throw new Error(`the description has no callback ${name}`);
  return webhook;
}

/** The names of all callbacks of a kind. */
export function callbackNames(delivery: "before" | "after"): string[] {
  webhookOf("messageSent");
  return [...webhooks.values()]
    .filter(({ extensions }) => extensions["x-callback"].delivery === delivery)
    .map(({ id }) => id);
}

/** Makes a body of a callback: with the values that tell it from all others, and those that are given. */
export function bodyOf(name: CallbackName, fields: Record<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = { ...fields };
  for (const { pointer, values } of webhookOf(name).match) {
    const [value] = values;
    if (values.length === 1 && value !== null) put(body, pointer.slice(1).split("/"), value);
  }
  return body;
}

function put(body: Record<string, unknown>, [key = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    body[key] = value;
    return;
  }
  const inner = { ...(body[key] as object | undefined) };
  put(inner, rest, value);
  body[key] = inner;
}

/** A user as callbacks about groups, rooms and logins name them, with the device where there is one. */
export function fullId(world: World, { user, resource }: Actor): string {
  return `${appKeyOf(world.app)}_${user}@${USERS_HOST}${resource === undefined ? "" : `/${resource}`}`;
}

/** Fields of all callbacks about events. */
export function eventFields(world: World, from: string, to: string, id: string): Record<string, unknown> {
  return {
    ...{ eventType: "chat", appkey: appKeyOf(world.app), host: HOST, from, to, msg_id: id },
    securityVersion: SECURITY_VERSION,
  };
}

/** Something that happened in a group or room. */
export interface ChannelHappening {
  channel: Channel;
  from: string;
  to: string;
  /** What its payload holds beside what all of them do. */
  payload?: Record<string, unknown>;
}

export function channelCallback(
  world: World,
  name: CallbackName,
  { channel, from, to, payload }: ChannelHappening,
): Raised {
  const { id, kind } = channel;
  const suffix = world.ids.message();
  const fields = {
    ...eventFields(world, from, to, suffix),
    group_id: id,
    payload: {
      muc_id: `${appKeyOf(world.app)}_${id}@${CHANNELS_HOST}`,
      ...payload,
      is_chatroom: kind === "room",
      status: { description: "", error_code: "ok" },
    },
  };
  return { name, body: bodyOf(name, fields), suffix };
}
