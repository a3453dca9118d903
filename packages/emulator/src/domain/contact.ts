import type { User } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** Makes two users contacts of each other. @throws Refusal IllegalArgument, TooManyContacts, TooManyContactsOfFriend */
export function befriend(world: World, owner: User, friend: User): void {
  if (owner.username === friend.username) {
    throw refuse("IllegalArgument", { reason: "a user cannot be a contact of their own" });
  }
  if (world.contacts.has(owner.username, friend.username)) return;
  const most = world.quota("contacts");
  if (world.contacts.by("owner", owner.username).size >= most) throw refuse("TooManyContacts");
  if (world.contacts.by("owner", friend.username).size >= most) throw refuse("TooManyContactsOfFriend");
  world.contacts.put({ owner: owner.username, user: friend.username });
  world.contacts.put({ owner: friend.username, user: owner.username });
  world.emit({ type: "contact-added", owner: owner.username, user: friend.username });
}

/** Ends a contact for both. */
export function unfriend(world: World, owner: User, friend: User): void {
  if (!world.contacts.has(owner.username, friend.username)) return;
  world.contacts.delete(owner.username, friend.username);
  world.contacts.delete(friend.username, owner.username);
  world.emit({ type: "contact-removed", owner: owner.username, user: friend.username });
}

/** Notes what a user makes of a contact. @throws Refusal RemarkAboutStranger */
export function setRemark(world: World, owner: User, friend: User, remark: string): void {
  const contact = world.contacts.get(owner.username, friend.username);
  if (!contact) throw refuse("RemarkAboutStranger");
  world.contacts.put({ ...contact, remark });
}

/** Blocks users, each once, for one user. @throws Refusal TooManyBlockedUsers */
export function block(world: World, owner: User, users: readonly User[]): void {
  const names = new Set(users.map(({ username }) => username));
  const fresh = [...names].filter((username) => !world.userBlocks.has(owner.username, username));
  const size = world.userBlocks.by("owner", owner.username).size;
  if (size + fresh.length > world.quota("blockedUsers")) throw refuse("TooManyBlockedUsers");
  for (const username of fresh) {
    world.userBlocks.put({ owner: owner.username, user: username });
    world.emit({ type: "user-blocked", owner: owner.username, user: username });
  }
}

export function unblock(world: World, owner: User, user: User): void {
  if (!world.userBlocks.has(owner.username, user.username)) return;
  world.userBlocks.delete(owner.username, user.username);
  world.emit({ type: "user-unblocked", owner: owner.username, user: user.username });
}
