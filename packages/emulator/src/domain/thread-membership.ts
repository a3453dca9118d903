/** Who is in a thread. */
import { refuse } from "../world/refuse.ts";
import type { Placed } from "../world/rows.ts";
import type { Thread } from "../world/threads.ts";
import type { World } from "../world/world.ts";
import { rememberMember } from "./audience.ts";
import { findUser } from "./find-user.ts";

/**
 * Adds those who are not in yet, all or none.
 * @throws Refusal ServiceResourceNotFound, ThreadUserNotInGroup, TooManyThreadsJoined
 */
export function addThreadMembers(world: World, thread: Thread, usernames: readonly string[]): void {
  for (const username of usernames) findUser(world, username);
  if (!usernames.every((username) => world.members.has(thread.group, username))) throw refuse("ThreadUserNotInGroup");
  const fresh = [...new Set(usernames)].filter((username) => !world.threadMembers.has(thread.id, username));
  for (const username of fresh) checkThreadsJoined(world, username);
  for (const username of fresh) enterThread(world, thread, username);
}

/** @throws Refusal TooManyThreadsJoined */
export function checkThreadsJoined(world: World, username: string): void {
  if (world.threadMembers.by("user", username).size >= world.quota("threadsJoined")) {
    throw refuse("TooManyThreadsJoined");
  }
}

/** Makes a user a member, whatever else holds. */
export function enterThread(world: World, thread: Thread, username: string): void {
  world.threadMembers.put({ thread: thread.id, user: username });
  world.emit({ type: "thread-joined", thread, user: username });
}

/** @returns whether the user was in the thread */
export function leaveThread(world: World, thread: Thread, username: string): boolean {
  if (!world.threadMembers.has(thread.id, username)) return false;
  rememberMember(world, thread.id, username);
  world.threadMembers.delete(thread.id, username);
  world.emit({ type: "thread-left", thread, user: username });
  return true;
}

/** Ends the membership of a user in all threads of a group. */
export function leaveThreadsOf(world: World, group: string, username: string): void {
  for (const { row } of joinedThreads(world, username)) {
    if (row.group === group) leaveThread(world, row, username);
  }
}

/** The threads that a user is in, those first that were started first. */
export function joinedThreads(world: World, username: string): Placed<Thread>[] {
  return [...world.threadMembers.by("user", username)]
    .flatMap(({ thread }) => world.threads.find(thread) ?? [])
    .sort((one, other) => one.place - other.place);
}
