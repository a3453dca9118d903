/** Emojis that users put on messages. */
import { EVERYONE, type Message } from "../world/messages.ts";
import type { Reaction } from "../world/reactions.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** The conversation that messages are of: a group, or one of two users. */
export type ReactionScope = { chatType: "chat" } | { chatType: "groupchat"; group: string };

/**
 * Puts a user's emoji on a message.
 * @throws Refusal ReactionUserRefused, ReactionRepeated, TooManyReactions
 */
export function addReaction(world: World, user: string, id: string, emoji: string): [Reaction, Message] {
  const message = world.messages.get(id);
  if (!message || !isParty(world, message, user)) throw refuse("ReactionUserRefused");
  const existing = world.reactions.get(id, emoji);
  if (existing && hasAdded(world, existing, user)) throw refuse("ReactionRepeated");
  if (!existing && world.reactions.by("message", id).size >= world.quota("reactions")) throw refuse("TooManyReactions");
  const initial = existing ?? { id: world.ids.message(), message: id, emoji, created: world.now };
  const reaction = { ...initial, changed: world.now };
  world.reactions.put(reaction);
  world.reactionUsers.put({ reaction: reaction.id, message: id, emoji, user });
  world.emit({ type: "reaction-added", message, reaction, user });
  return [reaction, message];
}

/** Takes a user's emoji off a message. @throws Refusal ReactionUserRefused */
export function removeReaction(world: World, user: string, id: string, emoji: string): void {
  const message = world.messages.get(id);
  const reaction = world.reactions.get(id, emoji);
  if (!message || !reaction || !hasAdded(world, reaction, user)) throw refuse("ReactionUserRefused");
  withdraw(world, reaction, user);
  world.emit({ type: "reaction-removed", message, reaction, user });
}

/** Takes off all that a user has put on messages. */
export function removeReactionsOf(world: World, user: string): void {
  for (const { message, emoji } of [...world.reactionUsers.by("user", user)]) {
    const reaction = world.reactions.get(message, emoji);
    if (reaction) withdraw(world, reaction, user);
  }
}

function withdraw(world: World, reaction: Reaction, user: string): void {
  world.reactionUsers.delete(reaction.id, user);
  if (world.reactionUsers.by("reaction", reaction.id).size > 0)
    world.reactions.put({ ...reaction, changed: world.now });
  else world.reactions.delete(reaction.message, reaction.emoji);
}

/** The reactions to a message; none where it is not of that conversation. */
export function reactionsTo(world: World, id: string, scope: ReactionScope): Reaction[] {
  const message = world.messages.get(id);
  if (message?.chatType !== scope.chatType) return [];
  return scope.chatType === "chat" || scope.group === message.to ? [...world.reactions.by("message", id)] : [];
}

/** @throws Refusal IllegalArgument */
export function findReaction(world: World, id: string, emoji: string): Reaction {
  const reaction = world.reactions.get(id, emoji);
  if (!reaction) throw refuse("IllegalArgument", { reason: `nobody has put ${emoji} on the message ${id}` });
  return reaction;
}

/** Those who added it, the earliest first. */
export function usersOf(world: World, { id }: Reaction): string[] {
  return [...world.reactionUsers.by("reaction", id)].map(({ user }) => user);
}

export function hasAdded(world: World, { id }: Reaction, user: string): boolean {
  return world.reactionUsers.has(id, user);
}

function isParty(world: World, { chatType, from, to }: Message, user: string): boolean {
  if (chatType === "groupchat") return world.members.has(to, user);
  return chatType === "chat" && world.users.has(user) && [from, to, to === EVERYONE && user].includes(user);
}
