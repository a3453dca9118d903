/** How messages are sent, whoever sends them. */
import type { Channel, ChannelKind } from "../world/entities.ts";
import type { ChatType, Content, Message, MessageType } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { keepForAWhile } from "./retention.ts";
import { isMutedEverywhere, type Silence, silenceIn, silenceTo } from "./speaking.ts";

/** What is sent, before it is known to whom. */
export interface Draft {
  from: string;
  type: MessageType;
  body: Content;
  ext?: Content | undefined;
  only?: readonly string[] | undefined;
  onlineOnly?: boolean | undefined;
  unstoredFor?: readonly string[] | undefined;
  synced?: boolean | undefined;
}

const CHAT_TYPES = { group: "groupchat", room: "chatroom" } as const;

/** The most that content and `ext` may take together, in bytes. */
export const MOST_BYTES = 5120;
const MUTED = "muted-everywhere";

/**
 * Sends to users, known or not.
 * @returns the ids of the messages by username
 * @throws Refusal RequestEntityTooLarge, SenderSilenced
 */
export function sendToUsers(world: World, usernames: readonly string[], draft: Draft): Record<string, string> {
  checkSize(draft);
  const { from } = draft;
  if (isMutedEverywhere(world, from, "chat")) throw silenced(from, MUTED);
  if (world.settings.strictSending) for (const to of usernames) checkSilence(from, silenceTo(world, to, from));
  return Object.fromEntries(
    usernames.map((to) => {
      const withheld = world.userBlocks.has(to, from);
      return [to, store(world, toMessage(world, "chat", to, draft, withheld)).id];
    }),
  );
}

/**
 * Sends to groups or rooms, all or none.
 * @returns the ids of the messages by group or room
 * @throws Refusal where one does not exist, RequestEntityTooLarge, SenderSilenced
 */
export function sendToChannels(
  world: World,
  kind: ChannelKind,
  ids: readonly string[],
  draft: Draft,
): Record<string, string> {
  const channels = ids.map((id) => findTarget(world, kind, id));
  checkSize(draft);
  for (const channel of channels) checkSpeaker(world, channel, draft.from);
  return Object.fromEntries(channels.map(({ id }) => [id, sendIn(world, kind, id, draft)]));
}

/** @throws Refusal ServiceResourceNotFound */
function findTarget(world: World, kind: ChannelKind, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel?.kind !== kind) throw refuse("ServiceResourceNotFound");
  return channel;
}

/** Sends in a group or room, whatever else holds. @returns the id of the message */
export function sendIn(world: World, kind: ChannelKind, id: string, draft: Draft): string {
  return store(world, toMessage(world, CHAT_TYPES[kind], id, draft)).id;
}

function checkSpeaker(world: World, channel: Channel, from: string): void {
  const scope = CHAT_TYPES[channel.kind];
  if (world.settings.strictSending) checkSilence(from, silenceIn(world, channel, from));
  else if (isMutedEverywhere(world, from, scope)) throw silenced(from, MUTED);
}

function checkSilence(username: string, silence: Silence | undefined): void {
  if (silence) throw silenced(username, silence);
}

function silenced(username: string, silence: Silence) {
  return refuse("SenderSilenced", { username, silence });
}

/** @throws Refusal RequestEntityTooLarge */
export function checkSize(draft: Pick<Draft, "type" | "body" | "ext">): void {
  if (bytesOf(draft) > MOST_BYTES) throw refuse("RequestEntityTooLarge");
}

/** How much a message takes: its text or command, or its content as JSON, and its `ext`. */
export function bytesOf({ type, body, ext }: Pick<Draft, "type" | "body" | "ext">): number {
  const text = type === "txt" ? body["msg"] : type === "cmd" ? body["action"] : JSON.stringify(body);
  return Buffer.byteLength(String(text)) + (ext ? Buffer.byteLength(JSON.stringify(ext)) : 0);
}

export function toMessage(world: World, chatType: ChatType, to: string, draft: Draft, withheld = false): Message {
  const { from, type, body, ext, only, onlineOnly, unstoredFor, synced } = draft;
  return {
    id: world.ids.message(),
    ...{ chatType, from, to, sent: world.now, type, body },
    ...(ext && { ext }),
    ...(only && { only }),
    ...(unstoredFor && { unstoredFor }),
    ...(onlineOnly && { onlineOnly }),
    ...(synced && { synced }),
    ...(withheld && { withheld }),
  };
}

/** @param place where it stands among the rows of the app, if that was taken for it */
export function store(world: World, message: Message, place?: number): Message {
  world.messages.put(message, place);
  keepForAWhile(world);
  world.emit({ type: "message-sent", message });
  return message;
}
