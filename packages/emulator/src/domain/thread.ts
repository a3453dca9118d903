/** Threads: side conversations about messages of chat groups. */
import type { Message } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import type { Thread } from "../world/threads.ts";
import type { World } from "../world/world.ts";
import { rememberMember } from "./audience.ts";
import { findUser } from "./find-user.ts";
import { checkThreadsJoined, enterThread } from "./thread-membership.ts";

/** @throws Refusal ThreadNotFound */
export function findThread(world: World, id: string): Thread {
  const thread = world.threads.get(id);
  if (!thread) throw refuse("ThreadNotFound");
  return thread;
}

/**
 * Starts a thread on a message, its owner in it.
 * @throws Refusal where group, owner or message will not do, or there are too many threads
 */
export function createThread(world: World, { group, message, owner, name }: Omit<Thread, "id" | "created">): Thread {
  if (world.channels.get(group)?.kind !== "group") throw refuse("ThreadGroupNotFound");
  findUser(world, owner);
  if (!world.members.has(group, owner)) throw refuse("ThreadUserNotInGroup");
  checkMessage(world, group, world.messages.get(message));
  if (world.threads.size >= world.quota("threads")) throw refuse("TooManyThreads");
  checkThreadsJoined(world, owner);
  const thread = { id: world.ids.channel(), name, owner, message, group, created: world.now };
  world.threads.put(thread);
  world.emit({ type: "thread-created", thread });
  enterThread(world, thread, owner);
  return thread;
}

/** @throws Refusal where a thread cannot hang on a message */
function checkMessage(world: World, group: string, message: Message | undefined): void {
  if (!message) throw refuse("ThreadMessageNotFound");
  if (message.chatType !== "groupchat") throw refuse("ThreadMessageNotFromGroup");
  if (world.threads.has(message.to)) throw refuse("ThreadNested");
  if (message.to !== group) throw refuse("ThreadMessageOfOtherGroup");
  if (world.threads.by("message", message.id).size > 0) throw refuse("ThreadMessageTaken");
}

export function renameThread(world: World, thread: Thread, name: string): void {
  const renamed = { ...thread, name };
  world.threads.put(renamed);
  world.emit({ type: "thread-changed", thread: renamed });
}

/** Ends a thread; what its members got there stays theirs. */
export function deleteThread(world: World, thread: Thread): void {
  for (const { user } of world.threadMembers.by("thread", thread.id)) rememberMember(world, thread.id, user);
  world.threadMembers.deleteBy("thread", thread.id);
  world.threads.delete(thread.id);
  world.emit({ type: "thread-deleted", thread });
}

/** Ends all threads of a group. */
export function deleteThreadsOf(world: World, group: string): void {
  for (const thread of [...world.threads.by("group", group)]) deleteThread(world, thread);
}
