/** What users can load of their conversations, and how they lose it: each for themselves alone. */
import { type ChatType, conversationOf, EVERYONE, type Message } from "../world/messages.ts";
import type { Placed } from "../world/rows.ts";
import type { World } from "../world/world.ts";
import { messagesIn } from "./audience.ts";
import { isOnline } from "./device.ts";

/** Names a conversation as one user sees it. */
export interface ConversationName {
  /** The other user, or the id of the group or room. */
  channel: string;
  type: ChatType;
}

export interface Conversation extends ConversationName {
  /** Whether it is on the list of the user's conversations, which has no rooms. */
  listed: boolean;
  /** The ids of the messages that the user can load, the oldest first. */
  messages: string[];
}

/** How many conversations a list has, the latest of them. */
const MOST_LISTED = 100;

/** The conversations of a user in which there is something, the latest first. */
export function conversationsOf(world: World, username: string): Conversation[] {
  const conversations = namesOf(world, username)
    .map((name) => ({ name, placed: loadable(world, username, name) }))
    .filter(({ placed }) => placed.length > 0)
    .sort((one, other) => lastPlace(other.placed) - lastPlace(one.placed));
  let count = 0;
  return conversations.map(({ name, placed }) => {
    const { unlisted = 0 } = world.clearedConversations.get(username, keyOf(username, name)) ?? {};
    const listed = name.type !== "chatroom" && lastPlace(placed) > unlisted && ++count <= MOST_LISTED;
    return { ...name, listed, messages: placed.map(({ key }) => key) };
  });
}

/** Takes a conversation off a user's list, with what could be loaded of it or without. */
export function deleteConversation(world: World, user: string, name: ConversationName, withMessages: boolean): void {
  if (world.messages.by("conversation", keyOf(user, name)).size === 0) return;
  clear(world, user, name, { unlisted: world.place, ...(withMessages && { gone: world.place }) });
}

/** Takes all conversations and messages from a user. */
export function deleteAllMessages(world: World, user: string): void {
  const { place } = world;
  const dropped = isOnline(world, user) && { dropped: place };
  for (const name of namesOf(world, user)) clear(world, user, name, { unlisted: place, gone: place, ...dropped });
}

/**
 * Takes messages of one conversation from a user; those that are not in it are left.
 * @param isNotified whether devices that are online drop them, too
 */
export function deleteMessages(
  world: World,
  user: string,
  name: ConversationName,
  ids: readonly string[],
  isNotified: boolean,
): void {
  const conversation = keyOf(user, name);
  const dropped = isNotified && isOnline(world, user);
  for (const id of ids) {
    const message = world.messages.get(id);
    if (message && conversationOf(message) === conversation) {
      world.hiddenMessages.put({ user, message: id, dropped: dropped || isHidden(world, user, id) === "dropped" });
    }
  }
}

/** Takes what was sent in a conversation until a time, in Unix ms, from a user. */
export function deleteMessagesUntil(
  world: World,
  user: string,
  name: ConversationName,
  time: number,
  isNotified: boolean,
): void {
  const placed = world.messages.by("conversation", keyOf(user, name)).after(-1, Number.POSITIVE_INFINITY);
  const begin = placed.findIndex(({ row }) => row.sent > time);
  const last = begin < 0 ? placed.at(-1) : placed[begin - 1];
  if (last) {
    const dropped = isNotified && isOnline(world, user) && { dropped: last.place };
    clear(world, user, name, { gone: last.place, ...dropped });
  }
  // Messages that were brought along from the past come after later ones.
  const stray = begin < 0 ? [] : placed.slice(begin).filter(({ row }) => row.sent <= time);
  const ids = stray.map(({ key }) => key);
  deleteMessages(world, user, name, ids, isNotified);
}

/** Whether the devices of a user have dropped a message that had come. */
export function isDropped(world: World, user: string, message: Message): boolean {
  if (isHidden(world, user, message.id) === "dropped") return true;
  const { dropped = 0 } = world.clearedConversations.get(user, conversationOf(message)) ?? {};
  return dropped > 0 && (world.messages.find(message.id)?.place ?? 0) <= dropped;
}

function isHidden(world: World, user: string, message: string): "dropped" | "kept" | undefined {
  const hidden = world.hiddenMessages.get(user, message);
  return hidden && (hidden.dropped ? "dropped" : "kept");
}

function clear(
  world: World,
  user: string,
  name: ConversationName,
  places: Partial<Record<"gone" | "unlisted" | "dropped", number>>,
): void {
  const conversation = keyOf(user, name);
  const before = world.clearedConversations.get(user, conversation) ?? { gone: 0, unlisted: 0, dropped: 0 };
  const { gone = 0, unlisted = 0, dropped = 0 } = places;
  world.clearedConversations.put({
    ...{ user, conversation, gone: Math.max(gone, before.gone) },
    unlisted: Math.max(unlisted, before.unlisted),
    dropped: Math.max(dropped, before.dropped),
  });
}

/** Whom a user has written to or heard from, and where they are or were in. */
function namesOf(world: World, username: string): ConversationName[] {
  const peers = [
    ...[...world.messages.by("to", username)].map(({ from }) => from),
    ...[...world.messages.by("from", username)].map(({ to }) => to).filter((to) => to !== EVERYONE),
  ];
  const channels = [...world.members.by("user", username), ...world.formerMembers.by("user", username)];
  return [
    ...[...new Set(peers)].map((channel) => ({ channel, type: "chat" as const })),
    ...[...new Set(channels.map(({ channel }) => channel))].map((channel) => ({
      channel,
      type: typeOf(world, channel),
    })),
  ];
}

/** A group or room that is gone is known by its messages. */
function typeOf(world: World, channel: string): ChatType {
  const kind = world.channels.get(channel)?.kind;
  if (kind === undefined) return world.messages.by("conversation", channel).first()?.chatType ?? "groupchat";
  return kind === "group" ? "groupchat" : "chatroom";
}

function loadable(world: World, username: string, name: ConversationName): Placed<Message>[] {
  const conversation = keyOf(username, name);
  const { gone = 0 } = world.clearedConversations.get(username, conversation) ?? {};
  return sentIn(world, username, name).filter(
    ({ key, place, row: { from, only, withheld, unstoredFor } }) =>
      place > gone &&
      !only &&
      !unstoredFor?.includes(username) &&
      !(withheld && from !== username) &&
      !world.hiddenMessages.has(username, key),
  );
}

function sentIn(world: World, username: string, name: ConversationName): Placed<Message>[] {
  if (name.type !== "chat") return messagesIn(world, username, name.channel);
  const registered = world.users.find(username)?.place ?? Number.POSITIVE_INFINITY;
  return world.messages.by("conversation", keyOf(username, name)).after(registered, Number.POSITIVE_INFINITY);
}

function keyOf(username: string, { channel, type }: ConversationName): string {
  return conversationOf({ chatType: type, from: username, to: channel });
}

function lastPlace(placed: readonly Placed<Message>[]): number {
  return placed.at(-1)?.place ?? 0;
}
